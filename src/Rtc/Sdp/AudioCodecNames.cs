using TalksPlatform.Rtc.Codecs;
using TalksPlatform.Rtc.Rtp;

namespace TalksPlatform.Rtc.Sdp;

/// <summary>What codecs are called in session descriptions, and the numbers that we offer them by.</summary>
internal static class AudioCodecNames
{
    /// <summary>Keypad digits (RFC 4733).</summary>
    public const string Digits = "telephone-event";

    /// <summary>Comfort noise (RFC 3389).</summary>
    public const string Noise = "CN";

    private const int MostChannels = 2;
    private const byte OpusPayloadType = 96;
    private const byte L16PayloadType = 97;

    public static RtpMap MapOf(AudioFormat format) => format.Codec switch
    {
        AudioCodec.Opus => new(format.PayloadType, "opus", 48_000, 2), // always two channels, also in mono (RFC 7587 §7)
        AudioCodec.G722 => new(format.PayloadType, "G722", 8_000),
        AudioCodec.Pcma => new(format.PayloadType, "PCMA", 8_000),
        AudioCodec.Pcmu => new(format.PayloadType, "PCMU", 8_000),
        AudioCodec.L16 or AudioCodec.L16At44100 => new(format.PayloadType, "L16", format.ClockRate, format.Channels),
    };

    public static AudioCodec? CodecOf(RtpMap map) => map switch
    {
        { Channels: < 1 or > MostChannels } => null,
        _ when map.Is("opus", 48_000) => AudioCodec.Opus,
        _ when map.Is("L16", 48_000) => AudioCodec.L16,
        _ when map.Is("L16", 44_100) => AudioCodec.L16At44100,
        { Channels: > 1 } => null,
        _ when map.Is("G722", 8_000) => AudioCodec.G722,
        _ when map.Is("PCMA", 8_000) => AudioCodec.Pcma,
        _ when map.Is("PCMU", 8_000) => AudioCodec.Pcmu,
        _ => null,
    };

    /// <summary>A codec under the numbers that we offer it by.</summary>
    public static AudioFormat FormatOf(AudioCodec codec) => codec switch
    {
        AudioCodec.Opus => AudioFormat.Opus(OpusPayloadType, DigitsAt(48_000)),
        AudioCodec.G722 => AudioFormat.G722(DigitsAt(8_000)),
        AudioCodec.Pcma => AudioFormat.Pcma(DigitsAt(8_000)),
        AudioCodec.Pcmu => AudioFormat.Pcmu(DigitsAt(8_000)),
        AudioCodec.L16 => AudioFormat.L16(L16PayloadType, DigitsAt(48_000)),
        AudioCodec.L16At44100 => AudioFormat.L16At44100(DigitsAt(44_100)),
    };

    /// <summary>Keypad events keep the clock of the voice that they interrupt (RFC 4733 §2.1).</summary>
    private static byte DigitsAt(int clockRate) => clockRate switch
    {
        48_000 => 102,
        44_100 => 103,
        _ => 101,
    };
}
