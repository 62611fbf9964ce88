namespace TalksPlatform.Broadcast.Media.Mixing;

/// <summary>Sums its inputs on the bus, and makes the programme of it: the bus behind the limiter. The clock's thread only.</summary>
internal sealed class Mixer
{
    private readonly float[] _bus = new float[AudioFrame.Length];
    private readonly Limiter _limiter = new();

    /// <summary>The sum at this tick, before the limiter.</summary>
    public ReadOnlySpan<float> Bus => _bus;

    /// <param name="inputs">Whose sound is summed.</param>
    /// <param name="programme">Receives 960 samples.</param>
    public void Mix(ReadOnlySpan<MixerInput> inputs, Span<float> programme)
    {
        _bus.AsSpan().Clear();
        foreach (var input in inputs)
            input.AddTo(_bus);
        _limiter.Process(_bus, programme);
    }
}
