using System.Numerics.Tensors;

namespace TalksPlatform.Broadcast.Media.Metering;

/// <summary>
/// Finds the peaks between the samples, as BS.1770-4 annex 2 asks: it interpolates three points between each two samples by
/// a windowed sinc of 12 taps.
/// </summary>
internal sealed class TruePeakFilter
{
    /// <summary>A magnitude tells of the sample that came so many samples earlier, and of the gap behind that.</summary>
    public const int Delay = Taps / 2;

    private const int Taps = 12;
    private const int Oversampling = 4;

    private static readonly float[][] Phases = [.. Enumerable.Range(1, Oversampling - 1).Select(Phase)];

    private readonly float[] _line = new float[Taps - 1 + AudioFrame.Length];
    private readonly float[] _between = new float[AudioFrame.Length];

    /// <summary>For each sample of a frame, the largest magnitude at and just behind the sample <see cref="Delay"/> before it.</summary>
    public void Magnitudes(ReadOnlySpan<float> samples, Span<float> magnitudes)
    {
        samples.CopyTo(_line.AsSpan(Taps - 1));

        TensorPrimitives.Abs(_line.AsSpan(Taps - 1 - Delay, AudioFrame.Length), magnitudes);
        foreach (var phase in Phases)
        {
            TensorPrimitives.Multiply(_line.AsSpan(0, AudioFrame.Length), phase[0], _between);
            for (var tap = 1; tap < Taps; tap++)
                TensorPrimitives.MultiplyAdd(_line.AsSpan(tap, AudioFrame.Length), phase[tap], _between, _between);
            TensorPrimitives.Abs(_between, _between);
            TensorPrimitives.Max(magnitudes, _between, magnitudes);
        }

        _line.AsSpan(AudioFrame.Length, Taps - 1).CopyTo(_line);
    }

    private static float[] Phase(int phase)
    {
        var taps = new double[Taps];
        for (var tap = 0; tap < Taps; tap++)
        {
            var distance = Taps - 1 - Delay + ((double)phase / Oversampling) - tap;
            var window = 0.5 + (0.5 * Math.Cos(Math.PI * distance / (Delay + 0.5)));
            taps[tap] = Math.Sin(Math.PI * distance) / (Math.PI * distance) * window;
        }

        var sum = taps.Sum(); // a constant must come out as it went in
        return [.. taps.Select(tap => (float)(tap / sum))];
    }
}
