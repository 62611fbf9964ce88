using TalksPlatform.Broadcast.Media;
using TalksPlatform.TestKit.Peers;

namespace TalksPlatform.Broadcast.Tests.Media;

/// <summary>Makes tones and finds them again.</summary>
internal static class Tones
{
    /// <summary>A sine of this peak level.</summary>
    public static float[] Sine(double hertz, double seconds, double dbfs = 0, double degrees = 0)
    {
        var amplitude = Math.Pow(10, dbfs / 20);
        var samples = new float[(int)Math.Round(seconds * AudioFrame.SampleRate)];
        for (var i = 0; i < samples.Length; i++)
        {
            var phase = (2 * Math.PI * hertz * i / AudioFrame.SampleRate) + (degrees * Math.PI / 180);
            samples[i] = (float)(amplitude * Math.Sin(phase));
        }
        return samples;
    }

    /// <summary>The peak level of one frequency in the samples.</summary>
    public static double LevelAt(ReadOnlySpan<float> samples, double hertz) => Tone.Level(samples, hertz, AudioFrame.SampleRate);

    /// <summary>Level of all that is not this frequency, its bins taken out by least squares.</summary>
    public static double ResidueOf(ReadOnlySpan<float> samples, double hertz)
    {
        var w = 2 * Math.PI * hertz / AudioFrame.SampleRate;
        var (re, im) = (0.0, 0.0);
        for (var i = 0; i < samples.Length; i++)
        {
            re += samples[i] * Math.Cos(w * i) * 2 / samples.Length;
            im += samples[i] * Math.Sin(w * i) * 2 / samples.Length;
        }
        var energy = 0.0;
        for (var i = 0; i < samples.Length; i++)
        {
            var rest = samples[i] - (re * Math.Cos(w * i)) - (im * Math.Sin(w * i));
            energy += rest * rest;
        }
        return 10 * Math.Log10((energy / samples.Length) + 1e-15);
    }

    /// <summary>The samples in frames of 20 ms, the last filled up with silence.</summary>
    public static IEnumerable<float[]> Frames(IEnumerable<float> samples) =>
        samples.Chunk(AudioFrame.Length).Select(frame => frame.Length == AudioFrame.Length
            ? frame
            : [.. frame, .. new float[AudioFrame.Length - frame.Length]]);
}

/// <summary>A voice that sings one note for ever.</summary>
internal sealed class SingingVoice(double hertz, double dbfs) : IAudioSource
{
    private readonly double _amplitude = Math.Pow(10, dbfs / 20);
    private long _position;

    public bool Read(Span<float> samples)
    {
        foreach (ref var sample in samples)
            sample = (float)(_amplitude * Math.Sin(2 * Math.PI * hertz * _position++ / AudioFrame.SampleRate));
        return true;
    }
}
