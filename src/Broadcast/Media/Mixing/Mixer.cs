using System.Numerics.Tensors;
using TalksPlatform.Broadcast.Media.Guard;
using TalksPlatform.Broadcast.Media.Mixing.Strip;

namespace TalksPlatform.Broadcast.Media.Mixing;

/// <summary>
/// Sums its inputs on the bus, the beds under the speech, and makes the programme of it: the bus behind the limiter. The
/// clock's thread only.
/// </summary>
internal sealed class Mixer
{
    private readonly float[] _bus = new float[AudioFrame.Length];
    private readonly Automixer _automixer = new();
    private readonly Ducker _ducker = new();
    private readonly Limiter _limiter = new();
    private ReadOnlyMemory<float> _sent;

    /// <summary>The sum at this tick, before the limiter.</summary>
    public ReadOnlySpan<float> Bus => _bus;

    /// <summary>What goes out of it: the bus, or what the guard makes of it, before the limiter. Good until the next tick.</summary>
    public ReadOnlySpan<float> Sent => _sent.Span;

    /// <summary>Where something else goes out when the programme fails.</summary>
    public FallbackInput Fallback { get; } = new();

    /// <summary>Mixes one tick.</summary>
    /// <param name="inputs">Whose sound is summed.</param>
    /// <param name="programme">Receives 960 samples.</param>
    public void Mix(ReadOnlySpan<MixerInput> inputs, Span<float> programme)
    {
        _automixer.Begin();
        foreach (var input in inputs)
        {
            input.Read();
            input.Listen(_automixer);
        }

        _bus.AsSpan().Clear();
        foreach (var input in inputs)
        {
            input.Pass(_automixer);
            if (!input.IsBed)
                input.AddTo(_bus);
        }
        AddBeds(inputs);
        _sent = Fallback.Pass(_bus, _ducker);
        _limiter.Process(_sent.Span, programme);
    }

    private void AddBeds(ReadOnlySpan<MixerInput> inputs)
    {
        _ducker.Listen(TensorPrimitives.SumOfSquares<float>(_bus) / AudioFrame.Length); // only speech is on it yet
        foreach (var input in inputs)
        {
            if (!input.IsBed)
                continue;
            input.Duck(_ducker);
            input.AddTo(_bus);
        }
    }
}
