using TalksPlatform.Broadcast.Media;
using TalksPlatform.Rtc.Codecs;
using TalksPlatform.TestKit.Peers;

namespace TalksPlatform.Broadcast.Tests.Media.Sound;

/// <summary>A human voice, recorded for telephone systems, at 48 kHz.</summary>
internal static class RecordedVoices
{
    private const string Folder = "/usr/share/asterisk/sounds/en_US_f_Allison";
    private static readonly Lazy<float[]> Explanation = new(() => Load("demo-instruct"));
    private static readonly Lazy<float[]> Congratulation = new(() => Load("demo-congrats"));

    /// <summary>She explains something for more than a minute, at -16.4 LUFS.</summary>
    public static float[] Explaining => Explanation.Value;

    /// <summary>She says something else, for half a minute.</summary>
    public static float[] Congratulating => Congratulation.Value;

    /// <summary>The sample with which she begins to speak.</summary>
    public static int OnsetOf(ReadOnlySpan<float> voice) => voice.IndexOfAnyExceptInRange(-0.02f, 0.02f);

    /// <summary>The same voice, louder or quieter.</summary>
    public static float[] At(this float[] voice, float decibels) => [.. voice.Select(sample => sample * Decibels.ToAmplitude(decibels))];

    /// <summary>A room in which nobody speaks.</summary>
    public static float[] Room(double seconds, float dbfs, int seed = 1)
    {
        var random = new Random(seed);
        var amplitude = Decibels.ToAmplitude(dbfs) * MathF.Sqrt(3f); // of even noise with this power
        return [.. Enumerable.Range(0, (int)(seconds * AudioFrame.SampleRate)).Select(_ => ((2f * random.NextSingle()) - 1f) * amplitude)];
    }

    /// <summary>Two sounds at once, as long as the first.</summary>
    public static float[] And(this float[] sound, float[] other) => [.. sound.Select((sample, i) => sample + other[i % other.Length])];

    private static float[] Load(string name)
    {
        var path = $"{Folder}/{name}.wav";
        Prerequisite.Needs(File.Exists(path), "recorded speech (package asterisk-core-sounds-en-wav)");
        var (samples, rate) = WavFile.Read(path);
        var sound = new float[samples.Length * (AudioFrame.SampleRate / rate)];
        Resampler.Create(rate, AudioFrame.SampleRate).Convert(samples, sound);
        return sound;
    }
}
