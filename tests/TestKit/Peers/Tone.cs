using System.Numerics;

namespace TalksPlatform.TestKit.Peers;

/// <summary>Makes and measures sines; levels are dB of a sine's peak against full scale.</summary>
public static class Tone
{
    /// <summary>A sine that can be continued: begin at the sample where the last block ended.</summary>
    public static float[] Make(double hertz, double level, int sampleRate, int samples, long begin = 0)
    {
        var amplitude = Math.Pow(10, level / 20);
        return [.. Enumerable.Range(0, samples)
            .Select(i => (float)(amplitude * Math.Sin(2 * Math.PI * hertz * ((begin + i) % sampleRate) / sampleRate)))];
    }

    /// <summary>Two sines of the same level: what lasts, and is no test tone that somebody forgot.</summary>
    public static float[] Pair(double low, double high, double level, int sampleRate, int samples)
    {
        var amplitude = Math.Pow(10, level / 20);
        return [.. Enumerable.Range(0, samples).Select(i => (float)(amplitude
            * (Math.Sin(2 * Math.PI * low * (i % sampleRate) / sampleRate) + Math.Sin(2 * Math.PI * high * (i % sampleRate) / sampleRate))))];
    }

    /// <summary>
    /// A sine, and one of the same level that wanders up and down around another frequency: it never repeats itself, however
    /// long it lasts, as no voice does.
    /// </summary>
    public static float[] Wandering(double steady, double around, double level, int sampleRate, int samples)
    {
        const double reach = 200; // Hz
        const double turns = 0.0917; // a second
        var amplitude = Math.Pow(10, level / 20);
        var sound = new float[samples];
        var phase = 0.0;
        for (var i = 0; i < samples; i++)
        {
            phase = (phase + ((around + (reach * Math.Sin(2 * Math.PI * turns * i / sampleRate))) / sampleRate)) % 1;
            sound[i] = (float)(amplitude * (Math.Sin(2 * Math.PI * steady * (i % sampleRate) / sampleRate) + Math.Sin(2 * Math.PI * phase)));
        }
        return sound;
    }

    /// <summary>The level of one frequency in a sound (a Fourier bin under a Hann window, so that whole periods leak nowhere).</summary>
    public static double Level(ReadOnlySpan<float> sound, double hertz, int sampleRate)
    {
        // Two hands that turn, instead of sines for each sample: whoever waits for a note, or looks for one, asks this very often.
        var step = Complex.FromPolarCoordinates(1, 2 * Math.PI * hertz / sampleRate);
        var turn = Complex.FromPolarCoordinates(1, 2 * Math.PI / sound.Length);
        var (wave, window, found, weights) = (Complex.One, Complex.One, Complex.Zero, 0.0);
        foreach (var sample in sound)
        {
            var weight = 0.5 - (0.5 * window.Real);
            found += sample * weight * wave;
            weights += weight;
            wave *= step;
            window *= turn;
        }

        return 20 * Math.Log10((2 * found.Magnitude / weights) + 1e-12);
    }

    /// <summary>
    /// The level of one frequency as it mostly is: the median over tenths of a second, so that a click on a busy machine
    /// does not count.
    /// </summary>
    public static double SteadyLevel(ReadOnlySpan<float> sound, double hertz, int sampleRate)
    {
        var levels = new List<double>();
        for (var rest = sound; rest.Length >= sampleRate / 10; rest = rest[(sampleRate / 10)..])
            levels.Add(Level(rest[..(sampleRate / 10)], hertz, sampleRate));
        levels.Sort();
        return levels[levels.Count / 2];
    }

    /// <summary>The strongest frequency between 100 Hz and 10 kHz, to 1 Hz.</summary>
    public static double Frequency(ReadOnlySpan<float> sound, int sampleRate)
    {
        double best = 0, bestLevel = double.MinValue;
        void Look(ReadOnlySpan<float> sound, double from, double to, double step)
        {
            for (var hertz = from; hertz <= Math.Min(to, sampleRate / 2.0); hertz += step)
            {
                var level = Level(sound, hertz, sampleRate);
                if (level > bestLevel)
                    (best, bestLevel) = (hertz, level);
            }
        }

        var probe = sound[..Math.Min(sound.Length, sampleRate / 10)];
        Look(probe, 100, 10_000, 10);
        bestLevel = double.MinValue;
        Look(sound, best - 15, best + 15, 1);
        return best;
    }
}
