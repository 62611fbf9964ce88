using System.Numerics.Tensors;

namespace TalksPlatform.Broadcast.Media.Mixing;

/// <summary>
/// The way back to one contributor: the programme without herself, so that her own voice never returns as an echo. It is
/// taken off the bus before the limiter and has a limiter of its own; otherwise her voice would pump what she hears. What is
/// said to her alone comes on top, and the programme goes down under it.
/// </summary>
internal sealed class MixMinus
{
    private const float DuckDecibels = -12f;

    private static readonly float Ducked = Decibels.ToAmplitude(DuckDecibels);

    private readonly float[] _rest = new float[AudioFrame.Length];
    private readonly Limiter _limiter = new();
    private float _gain = 1f;

    /// <param name="bus">The sum of all inputs at this tick.</param>
    /// <param name="own">What the contributor herself added to it; empty for nothing.</param>
    /// <param name="aside">What is said to her alone, over the programme that goes down under it; empty when nobody speaks to her.</param>
    /// <param name="output">Receives 960 samples.</param>
    public void Take(ReadOnlySpan<float> bus, ReadOnlySpan<float> own, ReadOnlySpan<float> aside, Span<float> output)
    {
        if (own.IsEmpty)
            bus.CopyTo(_rest);
        else
            TensorPrimitives.Subtract(bus, own, _rest);

        var gain = aside.IsEmpty ? 1f : Ducked;
        Ramp.Apply(_gain, gain, _rest);
        _gain = gain;
        if (!aside.IsEmpty)
            TensorPrimitives.Add(_rest, aside, _rest);
        _limiter.Process(_rest, output);
    }
}
