using System.Numerics.Tensors;

namespace TalksPlatform.Broadcast.Media.Mixing;

/// <summary>
/// The way back to one contributor: the programme without herself, so that her own voice never returns as an echo. It is
/// taken off the bus before the limiter and has a limiter of its own; otherwise her voice would pump what she hears.
/// </summary>
internal sealed class MixMinus
{
    private readonly float[] _rest = new float[AudioFrame.Length];
    private readonly Limiter _limiter = new();

    /// <param name="bus">The sum of all inputs at this tick.</param>
    /// <param name="own">What the contributor herself added to it.</param>
    /// <param name="output">Receives 960 samples.</param>
    public void Take(ReadOnlySpan<float> bus, ReadOnlySpan<float> own, Span<float> output)
    {
        TensorPrimitives.Subtract(bus, own, _rest);
        _limiter.Process(_rest, output);
    }
}
