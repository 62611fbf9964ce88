using System.Collections.Concurrent;

namespace TalksPlatform.Rtc.Codecs;

/// <summary>The windowed-sinc filters that keep images and aliases out when a rate is changed.</summary>
internal static class LowPassFilter
{
    private const double KaiserBeta = 6.2; // about 64 dB of rejection

    private static readonly ConcurrentDictionary<(int Up, int Down), float[][]> Known = [];

    /// <summary>
    /// One filter for each of the places between two input samples where an output sample may lie, reversed in time; shared
    /// by all who change the rate by up/down.
    /// </summary>
    public static float[][] Phases(int up, int down) => Known.GetOrAdd((up, down), static ratio => Split(ratio.Up, ratio.Down));

    private static float[][] Split(int up, int down)
    {
        var filter = Design(up, down);
        var taps = filter.Length / up;
        var phases = new float[up][];
        for (var phase = 0; phase < up; phase++)
        {
            phases[phase] = new float[taps];
            for (var k = 0; k < taps; k++)
                phases[phase][taps - 1 - k] = (float)(filter[(k * up) + phase] * up);
        }

        return phases;
    }

    /// <summary>A symmetric filter at up times the input's rate, cut off at half the lower rate, gain 1 at DC.</summary>
    private static double[] Design(int up, int down)
    {
        var factor = Math.Max(up, down);
        var taps = new double[TapsPerPhase(factor, up, down) * up];
        var centre = (taps.Length - 1) / 2.0;
        for (var i = 0; i < taps.Length; i++)
        {
            var x = i - centre;
            var sinc = x == 0 ? 1.0 / factor : Math.Sin(Math.PI * x / factor) / (Math.PI * x);
            var edge = x / centre;
            taps[i] = sinc * Bessel(KaiserBeta * Math.Sqrt(1 - (edge * edge))) / Bessel(KaiserBeta);
        }

        var sum = taps.Sum();
        return [.. taps.Select(tap => tap / sum)];
    }

    /// <summary>Steeper for the telephone band, whose edge is relatively lower, and for studio rates, which lie close together.</summary>
    private static int TapsPerPhase(int factor, int up, int down)
    {
        var periods = (Math.Min(up, down), factor) switch
        {
            ( > 1, _) => 64,
            (_, > 3) => 30,
            _ => 34,
        };
        return ((periods * factor) + up - 1) / up;
    }

    /// <summary>The modified Bessel function of order zero.</summary>
    private static double Bessel(double x)
    {
        var sum = 1.0;
        var term = 1.0;
        for (var k = 1; term > 1e-12 * sum; k++)
        {
            term *= x / (2 * k) * (x / (2 * k));
            sum += term;
        }

        return sum;
    }
}
