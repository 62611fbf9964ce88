using TalksPlatform.Broadcast.Media;
using TalksPlatform.Broadcast.Media.Metering;
using TalksPlatform.TestKit;

namespace TalksPlatform.Broadcast.Tests.Media.Sound;

/// <summary>Passes sounds through what is tested, and measures them.</summary>
internal static class Sounds
{
    public delegate void Process(Span<float> frame);

    /// <summary>What comes out, frame by frame, without the last frame if it is not whole.</summary>
    public static float[] Through(this float[] sound, Process process)
    {
        var heard = sound[..(sound.Length / AudioFrame.Length * AudioFrame.Length)];
        for (var at = 0; at < heard.Length; at += AudioFrame.Length)
            process(heard.AsSpan(at, AudioFrame.Length));
        return heard;
    }

    /// <summary>The last seconds of a sound.</summary>
    public static float[] Last(this float[] sound, double seconds) => sound[^(int)(seconds * AudioFrame.SampleRate)..];

    /// <summary>Mean power in dBFS.</summary>
    public static double Power(ReadOnlySpan<float> sound)
    {
        var power = 0.0;
        foreach (var sample in sound)
            power += (double)sample * sample;
        return 10 * Math.Log10((power / sound.Length) + 1e-15);
    }

    /// <summary>Integrated loudness in LUFS.</summary>
    public static double Loudness(float[] sound) => Measure(sound).Integrated;

    public static LoudnessMeter Measure(float[] sound)
    {
        var meter = new LoudnessMeter();
        foreach (var frame in Tones.Frames(sound))
            meter.Measure(frame);
        return meter;
    }

    /// <summary>The largest step between two samples.</summary>
    public static float Steepest(float[] sound) => sound.Zip(sound.Skip(1), (a, b) => Math.Abs(b - a)).Max();

    /// <summary>Bytes that a thousand frames allocate, once all is warm.</summary>
    public static long Allocated(Process process)
    {
        var voice = new SingingVoice(440, -20);
        var frame = new float[AudioFrame.Length];
        Run(100);
        return Allocation.Of(() => Run(1000));

        void Run(int frames)
        {
            for (var i = 0; i < frames; i++)
            {
                voice.Read(frame);
                process(frame);
            }
        }
    }
}
