using TalksPlatform.Rtc.Codecs;
using TalksPlatform.Rtc.Rtp;
using TalksPlatform.TestKit.Peers;

namespace TalksPlatform.Rtc.Tests.Rtp;

/// <summary>A minute of a human voice, recorded for telephone systems; over and over.</summary>
internal static class Speech
{
    private const string Recording = "/usr/share/asterisk/sounds/en_US_f_Allison/demo-instruct.wav";
    private static readonly Lazy<float[]> Sound = new(Load);

    /// <summary>20 ms that begin at a sample.</summary>
    public static float[] At(long begin)
    {
        var frames = Sound.Value.Length / VoiceFrame.Samples;
        var frame = (int)(begin / VoiceFrame.Samples % frames);
        return Sound.Value[(frame * VoiceFrame.Samples)..((frame + 1) * VoiceFrame.Samples)];
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
