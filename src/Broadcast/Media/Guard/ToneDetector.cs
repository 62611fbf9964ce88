using System.Numerics;

namespace TalksPlatform.Broadcast.Media.Guard;

/// <summary>
/// Finds a pure tone that goes on: 98 % of the energy at one frequency for 10 s, with pauses or without, so that a busy
/// line is found as well as a test tone. Music and speech go to other frequencies long before. Fed with 8 kHz.
/// </summary>
internal sealed class ToneDetector
{
    private const int Window = 1024; // 128 ms
    private const int Width = 3; // bins on each side that belong to a windowed tone
    private const double Share = 0.98;
    private const double Steady = 2; // bins by which one tone may seem to move

    private static readonly double SilentPower = Decibels.ToPower(-50f);
    private static readonly int Enough = 10 * Decimator.Rate / Window;
    private static readonly int ForgottenAfter = 3 * Decimator.Rate / Window;
    private static readonly double[] Hann = [.. Enumerable.Range(0, Window).Select(i => 0.5 - (0.5 * Math.Cos(2 * Math.PI * i / Window)))];

    private readonly Fft _fft = new(Window);
    private readonly float[] _samples = new float[Window];
    private readonly Complex[] _spectrum = new Complex[Window];
    private int _filled;
    private int _peak;
    private int _same; // windows with this tone
    private int _span; // windows since it began
    private int _silent;
    private int _misses;

    /// <summary>There is one tone just now, and has been for a second.</summary>
    public bool IsTone => _span >= Decimator.Rate / Window;

    /// <summary>The tone that has been heard for so long, in Hz; null when there is none.</summary>
    public double? Hertz => _span >= Enough && 3 * _same >= _span ? (double)_peak * Decimator.Rate / Window : null;

    /// <summary>Hears samples at 8 kHz, in any number.</summary>
    public void Hear(ReadOnlySpan<float> samples)
    {
        while (!samples.IsEmpty)
        {
            var count = Math.Min(samples.Length, Window - _filled);
            samples[..count].CopyTo(_samples.AsSpan(_filled));
            samples = samples[count..];
            if ((_filled += count) < Window)
                continue;
            Look();
            _filled = 0;
        }
    }

    /// <summary>Nothing was heard yet.</summary>
    public void Restart() => (_filled, _same, _span, _silent) = (0, 0, 0, 0);

    private void Look()
    {
        var power = 0.0;
        for (var i = 0; i < Window; i++)
        {
            power += _samples[i] * _samples[i];
            _spectrum[i] = _samples[i] * Hann[i];
        }
        if (power / Window < SilentPower)
        {
            _misses = 0;
            if (_span > 0 && ++_silent <= ForgottenAfter)
                _span++;
            else
                (_same, _span, _silent) = (0, 0, 0);
            return;
        }
        _silent = 0;
        _fft.Forward(_spectrum);
        Judge();
    }

    private void Judge()
    {
        var (peak, most, all) = (0, 0.0, 0.0);
        for (var i = 1; i < Window / 2; i++)
        {
            var energy = Energy(i);
            all += energy;
            if (energy > most)
                (peak, most) = (i, energy);
        }
        var tone = 0.0;
        for (var i = Math.Max(1, peak - Width); i <= Math.Min((Window / 2) - 1, peak + Width); i++)
            tone += Energy(i);

        if (tone < Share * all) // where a pulse begins there is more than its tone
            (_same, _span) = _span > 0 && ++_misses <= 1 ? (_same, _span + 1) : (0, 0);
        else if (_same > 0 && Math.Abs(peak - _peak) <= Steady)
            (_same, _span, _misses) = (_same + 1, _span + 1, 0);
        else
            (_peak, _same, _span, _misses) = (peak, 1, 1, 0);
    }

    private double Energy(int bin) => (_spectrum[bin].Real * _spectrum[bin].Real) + (_spectrum[bin].Imaginary * _spectrum[bin].Imaginary);
}
