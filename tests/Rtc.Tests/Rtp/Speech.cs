using TalksPlatform.Rtc.Codecs;
using TalksPlatform.Rtc.Rtp;
using TalksPlatform.TestKit.Peers;

namespace TalksPlatform.Rtc.Tests.Rtp;

/// <summary>A minute of a human voice, recorded for telephone systems; over and over.</summary>
internal static class Speech
{
    private const string Folder = "/usr/share/asterisk/sounds/en_US_f_Allison";
    private const string Recording = $"{Folder}/demo-instruct.wav";
    private static readonly Lazy<float[]> Sound = new(Load);

    /// <summary>20 ms that begin at a sample.</summary>
    public static float[] At(long begin)
    {
        var frames = Sound.Value.Length / VoiceFrame.Samples;
        var frame = (int)(begin / VoiceFrame.Samples % frames);
        return Sound.Value[(frame * VoiceFrame.Samples)..((frame + 1) * VoiceFrame.Samples)];
    }

    /// <summary>All that she says there, at 8 kHz; without the tones and noises among it.</summary>
    public static IEnumerable<string> Recordings()
    {
        Prerequisite.Needs(Directory.Exists(Folder), "recorded speech (package asterisk-core-sounds-en-wav)");
        return Directory.EnumerateFiles(Folder, "*.wav", SearchOption.AllDirectories)
            .Where(path => !Path.GetFileName(path).Contains("beep", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);
    }

    private static float[] Load()
    {
        Prerequisite.Needs(File.Exists(Recording), "recorded speech (package asterisk-core-sounds-en-wav)");
        var (samples, rate) = WavFile.Read(Recording);
        var sound = new float[samples.Length * (VoiceFrame.SampleRate / rate)];
        Resampler.Create(rate, VoiceFrame.SampleRate).Convert(samples, sound);
        return sound;
    }
}
