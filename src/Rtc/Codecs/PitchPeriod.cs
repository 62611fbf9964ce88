using System.Numerics.Tensors;

namespace TalksPlatform.Rtc.Codecs;

/// <summary>Finds the distance at which a sound repeats itself best, so that it can be cut or continued unheard.</summary>
internal static class PitchPeriod
{
    private const int CoarseSteps = 4;
    private const float Quiet = 1e-9f;

    /// <summary>
    /// The lag between <paramref name="least"/> and <paramref name="most"/> at which the <paramref name="window"/> last
    /// samples look most like those before them. The signal must hold most + window samples.
    /// </summary>
    public static int Find(ReadOnlySpan<float> signal, int least, int most, int window)
    {
        var step = window >= 480 ? CoarseSteps : 1; // 48 kHz: look roughly first
        var best = Best(signal, least, most, step, window);
        return step == 1
            ? best
            : Best(signal, Math.Max(least, best - step), Math.Min(most, best + step), 1, window);
    }

    private static int Best(ReadOnlySpan<float> signal, int least, int most, int step, int window)
    {
        var recent = signal[^window..];
        var best = least;
        var bestLikeness = float.MinValue;
        for (var lag = least; lag <= most; lag += step)
        {
            var earlier = signal.Slice(signal.Length - window - lag, window);
            var energy = TensorPrimitives.SumOfSquares(earlier);
            var likeness = TensorPrimitives.Dot(recent, earlier) / MathF.Sqrt(energy + Quiet);
            if (likeness > bestLikeness)
                (best, bestLikeness) = (lag, likeness);
        }

        return best;
    }
}
