namespace TalksPlatform.Broadcast.Media.Guard;

/// <summary>Brings frames of 960 samples at 48 kHz down to 160 at 8 kHz, without what lies above 3.6 kHz.</summary>
internal sealed class Decimator
{
    public const int Rate = 8_000;
    public const int Length = AudioFrame.Length / Factor;

    private const int Factor = AudioFrame.SampleRate / Rate;
    private const int Taps = 96;
    private const double Cutoff = 3_600.0 / AudioFrame.SampleRate;

    private static readonly float[] Filter = MakeFilter();

    private readonly float[] _samples = new float[Taps + AudioFrame.Length];

    /// <summary>Brings one frame down.</summary>
    /// <param name="frame">960 samples.</param>
    /// <param name="output">Receives 160.</param>
    public void Process(ReadOnlySpan<float> frame, Span<float> output)
    {
        frame.CopyTo(_samples.AsSpan(Taps));
        for (var i = 0; i < Length; i++)
            output[i] = System.Numerics.Tensors.TensorPrimitives.Dot<float>(_samples.AsSpan(i * Factor, Taps), Filter);
        _samples.AsSpan(AudioFrame.Length, Taps).CopyTo(_samples);
    }

    private static float[] MakeFilter()
    {
        var filter = new double[Taps];
        for (var i = 0; i < Taps; i++)
        {
            var x = i - ((Taps - 1) / 2.0);
            var window = 0.42 - (0.5 * Math.Cos(2 * Math.PI * (i + 0.5) / Taps)) + (0.08 * Math.Cos(4 * Math.PI * (i + 0.5) / Taps));
            filter[i] = Math.Sin(2 * Math.PI * Cutoff * x) / (Math.PI * x) * window;
        }
        var sum = filter.Sum();
        return [.. filter.Select(tap => (float)(tap / sum))];
    }
}
