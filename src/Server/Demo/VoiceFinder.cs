using System.Numerics;

namespace TalksPlatform.Server.Demo;

/// <summary>
/// Listens for a known voice in a recording by normalised cross-correlation at 8 kHz: 1 is the very same sound, a voice
/// that went through Opus or G.711 gives 0.6 to 0.97, from 0.48 where the machine stumbles, another text in the same voice
/// 0.2 to 0.28.
/// </summary>
internal sealed class VoiceFinder
{
    /// <summary>From here on a voice counts as heard.</summary>
    public const double Heard = 0.4;

    /// <summary>Under this a voice counts as absent.</summary>
    public const double Absent = 0.3;

    private const int Rate = 8_000;
    private const int Window = Rate * 3 / 2;
    private const int Half = Window / 2;
    private const int Slack = Rate / 50;
    private const int Block = 1 << 15;
    private const int Step = Block - Half + 1; // a block tells of so many places whether half a window matches there

    private static readonly Complex[] Roots =
        [.. Enumerable.Range(0, Block / 2).Select(k => Complex.FromPolarCoordinates(1, -2 * Math.PI * k / Block))];

    private readonly Complex[][] _spectra; // of the recording's blocks, each of which begins a step after the one before
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
        _spectra = new Complex[(_length + Step - 1) / Step][];
        for (var block = 0; block < _spectra.Length; block++)
            _spectra[block] = SpectrumOf(sound.AsSpan(block * Step, Math.Min(Block, _length - (block * Step))));
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
            windows.Add((start, Energy(voice.AsSpan(start, Window))));

        return windows.OrderByDescending(w => w.Energy).Take(count).Select(w => w.Start);
    }

    /// <summary>
    /// The best place for two neighbouring halves, each matched by itself: a receiver that evened out the clock by cutting
    /// or repeating a pitch period has moved them by some milliseconds, and it is the same voice all the same.
    /// </summary>
    private double BestMatch(ReadOnlySpan<float> needle)
    {
        var (first, second) = Matches(needle[..Half], needle[Half..]);
        var loudest = second.Length == 0 ? 0 : second.Max();
        var best = 0.0;
        for (var at = 0; at + Half < second.Length; at++)
        {
            if (first[at] + loudest > 2 * best) // else not even the best second half would make it the best place
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

    /// <summary>How well each of two needles matches at each place of the recording, 0 to 1.</summary>
    private (double[] First, double[] Second) Matches(ReadOnlySpan<float> first, ReadOnlySpan<float> second)
    {
        // Both at once: the one's products are the real part of what comes out, the other's the imaginary one.
        var needles = new Complex[Block];
        for (var i = 0; i < Half; i++)
            needles[i] = new Complex(first[i], -second[i]);
        Transform(needles);

        var places = Math.Max(0, _length - Half + 1);
        var (ofFirst, ofSecond) = (new double[places], new double[places]);
        var (energyOfFirst, energyOfSecond) = (Energy(first), Energy(second));
        var products = new Complex[Block];
        for (var block = 0; block < _spectra.Length; block++)
        {
            // The inverse transform is the transform of the conjugate, conjugated.
            for (var i = 0; i < Block; i++)
                products[i] = Complex.Conjugate(_spectra[block][i]) * needles[i];
            Transform(products);
            for (var (at, i) = (block * Step, 0); i < Step && at < places; at++, i++)
            {
                var there = _energyUpTo[at + Half] - _energyUpTo[at];
                if (there <= 1e-3) // silence matches nothing
                    continue;
                ofFirst[at] = Math.Abs(products[i].Real) / Block / Math.Sqrt(there * energyOfFirst);
                ofSecond[at] = Math.Abs(products[i].Imaginary) / Block / Math.Sqrt(there * energyOfSecond);
            }
        }

        return (ofFirst, ofSecond);
    }

    private static double Energy(ReadOnlySpan<float> sound)
    {
        var energy = 0.0;
        foreach (var sample in sound)
            energy += sample * sample;
        return energy;
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

    private static Complex[] SpectrumOf(ReadOnlySpan<float> sound)
    {
        var values = new Complex[Block];
        for (var i = 0; i < sound.Length; i++)
            values[i] = sound[i];
        Transform(values);
        return values;
    }

    /// <summary>In-place radix-2 FFT of a block.</summary>
    private static void Transform(Complex[] values)
    {
        for (int i = 1, j = 0; i < Block; i++)
        {
            var bit = Block >> 1;
            for (; (j & bit) != 0; bit >>= 1)
                j ^= bit;
            j ^= bit;
            if (i < j)
                (values[i], values[j]) = (values[j], values[i]);
        }

        for (var half = 1; half < Block; half *= 2)
        {
            var stride = Block / (2 * half);
            for (var start = 0; start < Block; start += 2 * half)
            {
                for (var k = 0; k < half; k++)
                {
                    var odd = values[start + half + k] * Roots[k * stride];
                    var even = values[start + k];
                    values[start + k] = even + odd;
                    values[start + half + k] = even - odd;
                }
            }
        }
    }
}
