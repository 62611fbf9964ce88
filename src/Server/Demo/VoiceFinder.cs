using System.Numerics;

namespace TalksPlatform.Server.Demo;

/// <summary>
/// Listens for a known voice in a recording by normalised cross-correlation at 8 kHz: 1 is the very same sound, a voice
/// that went through Opus or G.711 gives 0.6 to 0.97, another text in the same voice 0.2 to 0.28.
/// </summary>
internal sealed class VoiceFinder
{
    /// <summary>From here on a voice counts as heard.</summary>
    public const double Heard = 0.5;

    /// <summary>Under this a voice counts as absent.</summary>
    public const double Absent = 0.3;

    private const int Rate = 8_000;
    private const int Window = Rate * 3 / 2;
    private const int Half = Window / 2;
    private const int Slack = Rate / 50;

    private readonly Complex[] _spectrum;
    private readonly double[] _energyUpTo;
    private readonly int _length;

    /// <param name="recording">Where to listen.</param>
    /// <param name="rate">Its samples a second: 8,000, 16,000 or 48,000.</param>
    public VoiceFinder(ReadOnlySpan<float> recording, int rate)
    {
        var sound = AtEightKilohertz(recording, rate);
        _length = sound.Length;
        _energyUpTo = new double[_length + 1];
        for (var i = 0; i < _length; i++)
            _energyUpTo[i + 1] = _energyUpTo[i] + (sound[i] * sound[i]);
        _spectrum = Spectrum(sound, (int)BitOperations.RoundUpToPowerOf2((uint)(_length + Window)));
    }

    /// <summary>How surely this voice is in the recording, 0 to 1: the middle one of its loudest stretches' best matches.</summary>
    public double Find(WavFile voice)
    {
        var needle = AtEightKilohertz(voice.Samples, voice.SampleRate);
        var matches = LoudestWindows(needle, 5).Select(start => BestMatch(needle.AsSpan(start, Window))).Order().ToArray();
        return matches.Length == 0 ? 0 : matches[matches.Length / 2];
    }

    private static IEnumerable<int> LoudestWindows(float[] voice, int count)
    {
        var windows = new List<(int Start, double Energy)>();
        for (var start = 0; start + Window <= voice.Length; start += Window)
        {
            var energy = 0.0;
            foreach (var sample in voice.AsSpan(start, Window))
                energy += sample * sample;
            windows.Add((start, energy));
        }

        return windows.OrderByDescending(w => w.Energy).Take(count).Select(w => w.Start);
    }

    /// <summary>
    /// The best place for two neighbouring halves, each matched by itself: a receiver that evened out the clock by cutting
    /// or repeating a pitch period has moved them by some milliseconds, and it is the same voice all the same.
    /// </summary>
    private double BestMatch(ReadOnlySpan<float> needle)
    {
        var first = Matches(needle[..Half]);
        var second = Matches(needle[Half..]);
        var best = 0.0;
        for (var at = 0; at + Half < second.Length; at++)
        {
            if (first[at] + 1 > 2 * best) // else not even a perfect second half would make it the best place
                best = Math.Max(best, (first[at] + LoudestNear(second, at + Half)) / 2);
        }

        return best;
    }

    private static double LoudestNear(double[] matches, int at)
    {
        var loudest = 0.0;
        for (var near = Math.Max(0, at - Slack); near <= Math.Min(matches.Length - 1, at + Slack); near++)
            loudest = Math.Max(loudest, matches[near]);
        return loudest;
    }

    /// <summary>How well the needle matches at each place of the recording, 0 to 1.</summary>
    private double[] Matches(ReadOnlySpan<float> needle)
    {
        var energy = 0.0;
        foreach (var sample in needle)
            energy += sample * sample;
        var product = Spectrum(needle, _spectrum.Length);
        for (var i = 0; i < product.Length; i++)
            product[i] = _spectrum[i] * Complex.Conjugate(product[i]);
        Transform(product, inverse: true);
        var matches = new double[Math.Max(0, _length - needle.Length + 1)];
        for (var at = 0; at < matches.Length; at++)
        {
            var there = _energyUpTo[at + needle.Length] - _energyUpTo[at];
            if (there > 1e-3) // silence matches nothing
                matches[at] = Math.Abs(product[at].Real) / Math.Sqrt(there * energy);
        }

        return matches;
    }

    private static float[] AtEightKilohertz(ReadOnlySpan<float> sound, int rate)
    {
        var ratio = rate / Rate;
        if (ratio * Rate != rate)
            throw new ArgumentException($"{rate} Hz is no multiple of {Rate} Hz.", nameof(rate));
        if (ratio == 1)
            return sound.ToArray();

        // A Hann-windowed sinc of 8 taps a side at the low rate: both sides of a match go through it, so it need not be flat.
        var reach = 8 * ratio;
        var taps = new float[(2 * reach) + 1];
        for (var tap = -reach; tap <= reach; tap++)
        {
            var x = (double)tap / ratio;
            var sinc = tap == 0 ? 1 : Math.Sin(Math.PI * x) / (Math.PI * x);
            taps[tap + reach] = (float)(sinc * (0.5 + (0.5 * Math.Cos(Math.PI * tap / reach))) / ratio);
        }

        var down = new float[sound.Length / ratio];
        for (var i = 0; i < down.Length; i++)
        {
            var from = Math.Max(0, (i * ratio) - reach);
            var to = Math.Min(sound.Length - 1, (i * ratio) + reach);
            var sum = 0f;
            for (var at = from; at <= to; at++)
                sum += sound[at] * taps[at - (i * ratio) + reach];
            down[i] = sum;
        }

        return down;
    }

    private static Complex[] Spectrum(ReadOnlySpan<float> sound, int size)
    {
        var values = new Complex[size];
        for (var i = 0; i < sound.Length; i++)
            values[i] = sound[i];
        Transform(values, inverse: false);
        return values;
    }

    /// <summary>In-place radix-2 FFT; the inverse one divides by the size.</summary>
    private static void Transform(Complex[] values, bool inverse)
    {
        var size = values.Length;
        for (int i = 1, j = 0; i < size; i++)
        {
            var bit = size >> 1;
            for (; (j & bit) != 0; bit >>= 1)
                j ^= bit;
            j ^= bit;
            if (i < j)
                (values[i], values[j]) = (values[j], values[i]);
        }

        var roots = new Complex[size / 2];
        for (var k = 0; k < roots.Length; k++)
            roots[k] = Complex.FromPolarCoordinates(1, (inverse ? 2 : -2) * Math.PI * k / size);
        for (var half = 1; half < size; half *= 2)
        {
            var step = size / (2 * half);
            for (var start = 0; start < size; start += 2 * half)
            {
                for (var k = 0; k < half; k++)
                {
                    var odd = values[start + half + k] * roots[k * step];
                    var even = values[start + k];
                    values[start + k] = even + odd;
                    values[start + half + k] = even - odd;
                }
            }
        }

        if (!inverse)
            return;
        for (var i = 0; i < size; i++)
            values[i] /= size;
    }
}
