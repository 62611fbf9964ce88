namespace TalksPlatform.Rtc.Video;

/// <summary>The video codecs whose packets we understand. Nothing is decoded or encoded here.</summary>
public enum VideoCodec
{
    /// <summary>VP8 (RFC 6386, RFC 7741).</summary>
    Vp8,

    /// <summary>H.264, non-interleaved (RFC 6184).</summary>
    H264,
}
