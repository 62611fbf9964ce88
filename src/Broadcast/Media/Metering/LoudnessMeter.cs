using System.Numerics.Tensors;

namespace TalksPlatform.Broadcast.Media.Metering;

/// <summary>Loudness units from mean squares.</summary>
internal static class Loudness
{
    public static double OfPower(double power) => power <= 0 ? double.NegativeInfinity : -0.691 + (10.0 * Math.Log10(power));
}

/// <summary>
/// The programme's loudness after BS.1770-4, EBU Tech 3341 and 3342: momentary (400 ms), short-term (3 s), integrated
/// (gated), its range, and the highest true peak. The programme is mono and is heard from two loudspeakers, so it counts as both channels.
/// </summary>
internal sealed class LoudnessMeter
{
    /// <summary>How often its loudness moves on.</summary>
    public const int StepsPerSecond = AudioFrame.PerSecond / FramesPerStep;

    private const int FramesPerStep = 5; // a step of 100 ms: the gating blocks overlap by three quarters
    private const int MomentarySteps = 4;
    private const int ShortTermSteps = 30;
    private const int Channels = 2;

    private readonly KWeighting _weighting = new();
    private readonly TruePeakFilter _peaks = new();
    private readonly GatedLoudness _gated = new();
    private readonly LoudnessRange _range = new();
    private readonly float[] _magnitudes = new float[AudioFrame.Length];
    private readonly double[] _steps = new double[ShortTermSteps];
    private long _frames;
    private double _energy;
    private float _truePeak;

    /// <summary>Of the last 400 ms, in LUFS.</summary>
    public double Momentary => OfLast(MomentarySteps);

    /// <summary>Of the last 3 s, in LUFS.</summary>
    public double ShortTerm => OfLast(ShortTermSteps);

    /// <summary>Of everything so far, gated, in LUFS.</summary>
    public double Integrated => _gated.Integrated;

    /// <summary>Of everything so far, in LU.</summary>
    public double Range => _range.Range;

    /// <summary>The highest so far, in dBTP.</summary>
    public double TruePeak => Decibels.FromAmplitude(_truePeak);

    /// <summary>Measures one frame of 960 samples; true when that ends a step, and there is news.</summary>
    public bool Measure(ReadOnlySpan<float> samples)
    {
        _peaks.Magnitudes(samples, _magnitudes);
        _truePeak = MathF.Max(_truePeak, TensorPrimitives.Max<float>(_magnitudes));

        _energy += _weighting.Energy(samples) * Channels;
        if (++_frames % FramesPerStep != 0)
            return false;
        EndStep();
        return true;
    }

    private void EndStep()
    {
        var step = _frames / FramesPerStep;
        _steps[(step - 1) % ShortTermSteps] = _energy / (FramesPerStep * AudioFrame.Length);
        _energy = 0;
        if (step >= MomentarySteps)
            _gated.Add(PowerOfLast(MomentarySteps));
        if (step >= ShortTermSteps)
            _range.Add(PowerOfLast(ShortTermSteps));
    }

    private double OfLast(int steps) => Loudness.OfPower(PowerOfLast(steps));

    private double PowerOfLast(int steps)
    {
        var last = _frames / FramesPerStep;
        var power = 0.0;
        for (var step = Math.Max(0, last - steps); step < last; step++)
            power += _steps[step % ShortTermSteps];
        return power / steps;
    }
}
