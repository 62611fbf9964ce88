using TalksPlatform.Rtc.Rtp;

namespace TalksPlatform.Rtc.Video;

/// <summary>What two peers agreed on for one picture stream: the codec and the numbers that it bears in RTP.</summary>
/// <param name="Codec">The codec.</param>
/// <param name="PayloadType">Its RTP payload type, 0 to 127.</param>
public sealed record VideoFormat(VideoCodec Codec, byte PayloadType)
{
    /// <summary>Ticks of the RTP timestamp per second, for all video.</summary>
    public const int ClockRate = 90_000;

    /// <summary>The codec's parameters, word for word as they were offered (<c>a=fmtp</c>); null without any.</summary>
    public string? Parameters { get; init; }

    /// <summary>Whole pictures may be asked for after a loss (RFC 4585 §6.3.1).</summary>
    public bool PictureLoss { get; init; }

    /// <summary>Whole pictures may be asked for at will (RFC 5104 §4.3.1).</summary>
    public bool FullIntraRequest { get; init; }

    /// <summary>Header extensions and feedback.</summary>
    public RtpFeatures Features { get; init; } = RtpFeatures.None;
}
