using System.Globalization;
using TalksPlatform.Rtc.Rtp;
using TalksPlatform.Rtc.Video;

namespace TalksPlatform.Rtc.Sdp;

/// <summary>Finds and writes the one video codec of a section: VP8 (RFC 7741) or H.264 (RFC 6184).</summary>
internal static class VideoDescription
{
    /// <summary>The first codec that we understand, under the section's numbers; null when there is none.</summary>
    public static VideoFormat? Find(MediaDescription video)
    {
        foreach (var map in video.RtpMaps)
        {
            if (CodecOf(map, video) is not { } codec)
                continue;

            return new VideoFormat(codec, (byte)map.PayloadType)
            {
                Parameters = video.FormatParameters(map.PayloadType),
                PictureLoss = video.HasFeedback(map.PayloadType, "nack pli"),
                FullIntraRequest = video.HasFeedback(map.PayloadType, "ccm fir"),
                Features = new RtpFeatures
                {
                    Extensions = ExtensionMap.Find(video.Attributes) with { AudioLevel = 0 },
                    MediaId = video.Mid,
                    TransportFeedback = video.HasFeedback(map.PayloadType, "transport-cc"),
                    ReducedSize = video.Attributes.Has("rtcp-rsize"),
                },
            };
        }

        return null;
    }

    public static void Write(VideoFormat format, SdpAttributes attributes)
    {
        var type = format.PayloadType.ToString(CultureInfo.InvariantCulture);
        ExtensionMap.Write(format.Features.Extensions, attributes);
        if (format.Features.ReducedSize)
            attributes.Add("rtcp-rsize");
        var name = format.Codec == VideoCodec.Vp8 ? "VP8" : "H264";
        attributes.Add("rtpmap", new RtpMap(format.PayloadType, name, VideoFormat.ClockRate).ToString());
        if (format.Parameters is { } parameters)
            attributes.Add("fmtp", $"{type} {parameters}");
        if (format.PictureLoss)
            attributes.Add("rtcp-fb", $"{type} nack pli");
        if (format.FullIntraRequest)
            attributes.Add("rtcp-fb", $"{type} ccm fir");
        if (format.Features.TransportFeedback)
            attributes.Add("rtcp-fb", $"{type} transport-cc");
    }

    /// <summary>H.264 in packetisation mode 2 interleaves: nobody speaks it.</summary>
    private static VideoCodec? CodecOf(RtpMap map, MediaDescription video) => map switch
    {
        _ when map.Is("VP8", VideoFormat.ClockRate) => VideoCodec.Vp8,
        _ when map.Is("H264", VideoFormat.ClockRate)
            && video.FormatParameters(map.PayloadType)?.Contains("packetization-mode=2", StringComparison.Ordinal) != true
            => VideoCodec.H264,
        _ => null,
    };
}
