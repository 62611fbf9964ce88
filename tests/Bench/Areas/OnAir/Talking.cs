using TalksPlatform.Rtc.Codecs;
using TalksPlatform.Rtc.Rtp;
using TalksPlatform.TestKit.Peers;

namespace TalksPlatform.Bench.Areas.OnAir;

/// <summary>What people send: packets of recorded speech, and of saying nothing. Encoded once, as all have the same settings.</summary>
internal static class Talking
{
    public const byte PayloadType = 111;

    private const string Recording = "/usr/share/asterisk/sounds/en_US_f_Allison/conf-adminmenu-162.wav";
    private const int Seconds = 20;

    /// <summary>Bits per second, complexity and expected loss, for whoever is measured.</summary>
    public static readonly EncoderOptions Settings = new();

    private static readonly Lazy<float[]> Recorded = new(Read);
    private static readonly Lazy<IReadOnlyList<byte[]>> Speech = new(() => Encode(Sound, Settings));
    private static readonly Lazy<IReadOnlyList<byte[]>> Silence = new(() =>
        Encode(new float[Seconds * VoiceFrame.SampleRate], Settings with { DiscontinuousTransmission = true }));

    /// <summary>Recorded speech, 20 s of it.</summary>
    public static float[] Sound => Recorded.Value;

    /// <summary>Packets of 20 ms, round and round.</summary>
    public static IReadOnlyList<byte[]> Speaking => Speech.Value;

    /// <summary>The same of somebody who is quiet: hardly any. An empty one is not sent.</summary>
    public static IReadOnlyList<byte[]> Quiet => Silence.Value;

    private static byte[][] Encode(float[] sound, EncoderOptions options)
    {
        using var encoder = new OpusEncoder(options);
        var payload = new byte[OpusEncoder.MaxPayloadLength];
        return [.. sound.Chunk(VoiceFrame.Samples)
            .Where(frame => frame.Length == VoiceFrame.Samples)
            .Select(frame => payload.AsSpan(0, encoder.Encode(frame, payload)).ToArray())];
    }

    private static float[] Read()
    {
        var path = File.Exists(Recording)
            ? Recording
            : Directory.EnumerateFiles("/usr/share/asterisk/sounds", "*.wav", SearchOption.AllDirectories).MaxBy(file => new FileInfo(file).Length)!;
        var (samples, rate) = WavFile.Read(path);
        var sound = new float[samples.Length * (VoiceFrame.SampleRate / rate)];
        Resampler.Create(rate, VoiceFrame.SampleRate).Convert(samples, sound);
        var whole = new float[Seconds * VoiceFrame.SampleRate];
        for (var i = 0; i < whole.Length; i++)
            whole[i] = sound[i % sound.Length];
        return whole;
    }
}
