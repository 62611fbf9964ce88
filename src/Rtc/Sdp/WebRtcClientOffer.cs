using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using TalksPlatform.Rtc.Rtp;

namespace TalksPlatform.Rtc.Sdp;

/// <summary>
/// Writes the offer of a client: one audio section, no candidates, since an ICE-lite server only answers.
/// </summary>
internal static class WebRtcClientOffer
{
    /// <summary>The name of its one section.</summary>
    public const string Mid = "0";

    private const int DiscardPort = 9; // what is written while no address is known (RFC 9429, section 5.2.1)

    public static string Write(TransportDescription transport, MediaDirection direction, AudioFormat format, uint? ssrc)
    {
        var session = new SessionDescription
        {
            SessionId = RandomNumberGenerator.GetInt32(1, int.MaxValue).ToString(CultureInfo.InvariantCulture),
        };
        session.Attributes.Add("group", $"BUNDLE {Mid}");

        var audio = new MediaDescription(
            "audio", DiscardPort, "UDP/TLS/RTP/SAVPF", OpusDescription.PayloadTypes(format))
        {
            Connection = IPAddress.Any,
        };
        audio.Attributes.Add("mid", Mid);
        audio.Attributes.Add(direction.ToAttribute());
        audio.Attributes.Add("rtcp-mux");
        transport.WriteTo(audio.Attributes);
        OpusDescription.Write(format, audio.Attributes);
        if (ssrc is { } source)
            WebRtcSource.Write(source, audio.Kind, audio.Attributes);
        session.Media.Add(audio);
        return session.ToString();
    }
}
