namespace TalksPlatform.Rtc.Codecs;

/// <summary>The windowed-sinc filter that keeps images and aliases out when a rate is changed by a whole factor.</summary>
internal static class LowPassFilter
{
    private const double KaiserBeta = 6.2; // about 64 dB of rejection

    /// <summary>Taps per input sample at the low rate: steeper for the telephone band, whose edge is relatively lower.</summary>
    public static int TapsPerPhase(int factor) => factor > 3 ? 30 : 34;

    /// <summary>A symmetric filter of factor × TapsPerPhase taps, cut off at half the low rate, gain 1 at DC.</summary>
    public static float[] Design(int factor)
    {
        var taps = new double[factor * TapsPerPhase(factor)];
        var centre = (taps.Length - 1) / 2.0;
        for (var i = 0; i < taps.Length; i++)
        {
            var x = i - centre;
            var sinc = Math.Sin(Math.PI * x / factor) / (Math.PI * x); // x is never 0: the number of taps is even
            var edge = x / centre;
            taps[i] = sinc * Bessel(KaiserBeta * Math.Sqrt(1 - (edge * edge))) / Bessel(KaiserBeta);
        }

        var sum = taps.Sum();
        return [.. taps.Select(tap => (float)(tap / sum))];
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
