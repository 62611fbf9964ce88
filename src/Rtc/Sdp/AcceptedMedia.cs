using System.Globalization;
using TalksPlatform.Rtc.Rtp;
using TalksPlatform.Rtc.Video;

namespace TalksPlatform.Rtc.Sdp;

/// <summary>One section of an offer that is accepted, and with what.</summary>
/// <param name="Offered">The section.</param>
/// <param name="Direction">What flows, seen from us.</param>
/// <param name="PayloadTypes">What may be sent to us, the preferred one first.</param>
/// <param name="Ssrc">The source that we send as; null when we do not send.</param>
/// <param name="Write">Adds what is agreed on.</param>
internal sealed record AcceptedMedia(
    MediaDescription Offered,
    MediaDirection Direction,
    IReadOnlyList<string> PayloadTypes,
    uint? Ssrc,
    Action<SdpAttributes> Write)
{
    /// <summary>A voice.</summary>
    public static AcceptedMedia Audio(
        MediaDescription offered, MediaDirection direction, AudioFormat format, uint? ssrc, bool redundancyFirst = false) =>
        new(
            offered,
            direction,
            OpusDescription.PayloadTypes(format, redundancyFirst),
            ssrc,
            attributes => OpusDescription.Write(format, attributes));

    /// <summary>Pictures.</summary>
    public static AcceptedMedia Video(
        MediaDescription offered, MediaDirection direction, VideoFormat format, uint? ssrc) =>
        new(
            offered,
            direction,
            [format.PayloadType.ToString(CultureInfo.InvariantCulture)],
            ssrc,
            attributes => VideoDescription.Write(format, attributes));
}
