using TalksPlatform.Rtc.Codecs;
using TalksPlatform.Rtc.Rtp;

namespace TalksPlatform.Rtc.Sdp;

/// <summary>What codecs are called in session descriptions.</summary>
internal static class AudioCodecNames
{
    /// <summary>Keypad digits (RFC 4733).</summary>
    public const string Digits = "telephone-event";

    public static RtpMap MapOf(AudioFormat format) => format.Codec switch
    {
        AudioCodec.Opus => new(format.PayloadType, "opus", 48_000, 2), // always two channels, also in mono (RFC 7587 §7)
        AudioCodec.G722 => new(format.PayloadType, "G722", 8_000),
        AudioCodec.Pcma => new(format.PayloadType, "PCMA", 8_000),
        AudioCodec.Pcmu => new(format.PayloadType, "PCMU", 8_000),
    };

    public static AudioCodec? CodecOf(RtpMap map) => map switch
    {
        _ when map.Is("opus", 48_000) => AudioCodec.Opus,
        _ when map.Is("G722", 8_000) => AudioCodec.G722,
        _ when map.Is("PCMA", 8_000) => AudioCodec.Pcma,
        _ when map.Is("PCMU", 8_000) => AudioCodec.Pcmu,
        _ => null,
    };
}
