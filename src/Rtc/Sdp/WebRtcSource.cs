using System.Globalization;

namespace TalksPlatform.Rtc.Sdp;

/// <summary>
/// Announces the one source of a section and the stream that a browser shows it as (RFC 5576, RFC 8830).
/// </summary>
internal static class WebRtcSource
{
    /// <summary>The canonical name in SDP and RTCP; it tells nothing about anybody.</summary>
    public const string CanonicalName = "talk";

    public static void Write(uint ssrc, string kind, SdpAttributes attributes)
    {
        attributes.Add("msid", $"{CanonicalName} {kind}");
        attributes.Add("ssrc", string.Create(CultureInfo.InvariantCulture, $"{ssrc} cname:{CanonicalName}"));
    }
}
