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

    /// <summary>The level of one frequency in a sound (a Hann-windowed Fourier bin).</summary>
    public static double Level(ReadOnlySpan<float> sound, double hertz, int sampleRate)
    {
        double re = 0, im = 0, weights = 0;
        for (var i = 0; i < sound.Length; i++)
        {
            var weight = 0.5 - (0.5 * Math.Cos(2 * Math.PI * i / (sound.Length - 1)));
            var angle = 2 * Math.PI * hertz * i / sampleRate;
            re += sound[i] * weight * Math.Cos(angle);
            im -= sound[i] * weight * Math.Sin(angle);
            weights += weight;
        }

        return 20 * Math.Log10((2 * Math.Sqrt((re * re) + (im * im)) / weights) + 1e-12);
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
