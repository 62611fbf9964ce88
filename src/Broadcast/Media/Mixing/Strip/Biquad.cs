namespace TalksPlatform.Broadcast.Media.Mixing.Strip;

/// <summary>A filter of second order, transposed direct form II.</summary>
internal sealed class Biquad(double b0, double b1, double b2, double a1, double a2)
{
    private const double Faint = 1e-30; // far below any sound; numbers that shrink on and on slow the processor down

    private double _s1;
    private double _s2;

    /// <summary>Lets pass what lies above a frequency.</summary>
    /// <param name="hertz">The corner.</param>
    /// <param name="q">How the corner is rounded: 0.71 alone is Butterworth's.</param>
    public static Biquad HighPass(double hertz, double q)
    {
        var w = 2 * Math.PI * hertz / AudioFrame.SampleRate;
        var (cos, alpha) = (Math.Cos(w), Math.Sin(w) / (2 * q));
        var (a0, b) = (1 + alpha, (1 + cos) / 2);
        return new Biquad(b / a0, -2 * b / a0, b / a0, -2 * cos / a0, (1 - alpha) / a0);
    }

    public double Next(double x)
    {
        var y = (b0 * x) + _s1;
        _s1 = (b1 * x) - (a1 * y) + _s2;
        _s2 = (b2 * x) - (a2 * y);
        return y;
    }

    /// <summary>Forgets what has faded away; asked once a frame.</summary>
    public void Rest()
    {
        if (Math.Abs(_s1) < Faint && Math.Abs(_s2) < Faint)
            (_s1, _s2) = (0, 0);
    }
}
