namespace TalksPlatform.Rtc.Video;

/// <summary>What a forwarder needs to know of a payload, whatever its codec.</summary>
public static class VideoPayload
{
    /// <summary>Whether a decoder can begin with this packet.</summary>
    public static bool BeginsKeyframe(VideoCodec codec, ReadOnlySpan<byte> payload) => codec switch
    {
        VideoCodec.Vp8 => Vp8Payload.TryParse(payload, out var vp8) && vp8.BeginsKeyframe,
        VideoCodec.H264 => H264Payload.BeginsKeyframe(payload),
    };

    /// <summary>Whether a frame can begin with this packet.</summary>
    public static bool BeginsFrame(VideoCodec codec, ReadOnlySpan<byte> payload) => codec switch
    {
        VideoCodec.Vp8 => Vp8Payload.TryParse(payload, out var vp8) && vp8.BeginsFrame,
        VideoCodec.H264 => H264Payload.BeginsUnit(payload),
    };
}
