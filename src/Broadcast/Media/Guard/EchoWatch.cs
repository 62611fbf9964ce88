using System.Numerics;

namespace TalksPlatform.Broadcast.Media.Guard;

/// <summary>
/// Finds our own programme in what comes back from a line, up to 2.5 s late: the normalised correlation of two seconds of it
/// with what was sent, at 4 kHz by FFT, once a second. Three seconds in a row must be alike by more than 0.6 at one and the
/// same delay and at no other: a voice that only resembles reaches half of that, and a tone is like itself at any delay.
/// </summary>
internal sealed class EchoWatch
{
    private const int Rate = Decimator.Rate / 2;
    private const int Window = 2 * Rate;
    private const int LongestDelay = 5 * Rate / 2;
    private const int Sent = Window + LongestDelay;
    private const int Near = Rate / 100; // 10 ms: the same delay
    private const int Peak = Rate / 50; // beside which another peak is another one
    private const int Proofs = 3;
    private const int ForgottenAfter = 10; // seconds
    private const double Alike = 0.6;
    private const double OtherPeak = 0.8;

    private static readonly Fft Fft = new(32_768);
    private static readonly double SilentPower = Decibels.ToPower(-55f);

    private readonly double[] _received = new double[Window];
    private readonly double[] _sent = new double[Sent];
    private readonly Complex[] _values = new Complex[Fft.Length];
    private readonly double[] _energy = new double[Sent + 1]; // of what was sent, up to a sample
    private int _filled;
    private int _delay;
    private int _proofs;
    private int _clean;

    /// <summary>How late it comes back; null when it does not.</summary>
    public TimeSpan? Delay { get; private set; }

    /// <summary>Hears a pair of frames: 160 samples that came, and 160 that were sent.</summary>
    public void Hear(ReadOnlySpan<float> pair)
    {
        Take(pair[..Decimator.Length], _received);
        Take(pair[Decimator.Length..], _sent);
        if ((_filled += Decimator.Length / 2) < Rate)
            return;
        _filled = 0;
        Look();
    }

    /// <summary>Halves the rate and adds it at the end.</summary>
    private static void Take(ReadOnlySpan<float> frame, double[] history)
    {
        var count = frame.Length / 2;
        Array.Copy(history, count, history, 0, history.Length - count);
        var end = history.AsSpan(history.Length - count);
        for (var i = 0; i < count; i++)
            end[i] = (frame[2 * i] + frame[(2 * i) + 1]) / 2;
    }

    private void Look()
    {
        var delay = Find();
        if (delay is { } found && _proofs > 0 && Math.Abs(found - _delay) <= Near)
            _proofs++;
        else
            _proofs = delay is null ? 0 : 1;
        if (delay is { } now)
            (_delay, _clean) = (now, 0);
        else
            _clean++;

        if (_proofs >= Proofs)
            Delay = TimeSpan.FromSeconds((double)_delay / Rate);
        else if (_clean >= ForgottenAfter)
            Delay = null;
    }

    /// <summary>The delay at which the two are alike, in samples; null when there is none, or more than one.</summary>
    private int? Find()
    {
        var power = Correlate();
        if (power < SilentPower * Window || _energy[Sent] < SilentPower * Sent)
            return null;
        var (best, at) = Highest(power, except: null);
        if (best < Alike || Highest(power, except: at).Value > OtherPeak * best)
            return null;
        return LongestDelay - at;
    }

    /// <summary>Leaves their correlation at each place in the values' real parts, and tells the energy of what was received.</summary>
    private double Correlate()
    {
        // One transform for both: what was sent is the real part, what was received the imaginary one.
        var power = 0.0;
        Array.Clear(_values);
        for (var i = 0; i < Sent; i++)
        {
            _values[i] = new Complex(Emphasised(_sent, i), i < Window ? Emphasised(_received, i) : 0);
            power += _values[i].Imaginary * _values[i].Imaginary;
            _energy[i + 1] = _energy[i] + (_values[i].Real * _values[i].Real);
        }
        Fft.Forward(_values);
        _values[0] = _values[0].Real * _values[0].Imaginary;
        var half = Fft.Length / 2;
        _values[half] = _values[half].Real * _values[half].Imaginary;
        for (var k = 1; k < half; k++)
        {
            var (one, other) = (_values[k], Complex.Conjugate(_values[Fft.Length - k]));
            var sent = (one + other) / 2;
            var received = (one - other) / new Complex(0, 2);
            _values[k] = sent * Complex.Conjugate(received);
            _values[Fft.Length - k] = Complex.Conjugate(_values[k]);
        }
        Fft.Backward(_values);
        return power;
    }

    /// <summary>Without the rumble and the vowels' weight, by which all voices are alike.</summary>
    private static double Emphasised(double[] samples, int i) => i == 0 ? 0 : samples[i] - (0.8 * samples[i - 1]);

    private (double Value, int At) Highest(double power, int? except)
    {
        var (best, at) = (0.0, 0);
        for (var place = 0; place <= LongestDelay; place++)
        {
            if (except is { } peak && Math.Abs(place - peak) < Peak)
                continue;
            var energy = _energy[place + Window] - _energy[place];
            if (energy < SilentPower * Window)
                continue;
            var value = Math.Abs(_values[place].Real / Fft.Length) / Math.Sqrt(power * energy);
            if (value > best)
                (best, at) = (value, place);
        }
        return (best, at);
    }
}
