using System.Net;
using TalksPlatform.Rtc.Dtls;
using TalksPlatform.Rtc.Ice;
using TalksPlatform.Rtc.Sdp;

namespace TalksPlatform.Rtc.Tests.Sdp;

/// <summary>Offers that no browser makes.</summary>
public sealed class WebRtcOfferTests
{
    private const string DataChannel =
        "m=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\nc=IN IP4 0.0.0.0\r\na=sctp-port:5000\r\n";

    [Fact]
    public void Two_sections_of_one_name_are_malformed() =>
        Should.Throw<SdpException>(() => WebRtcOffer.Read(Audio + DataChannel + "a=mid:0\r\n")).Code.ShouldBe("sdp.malformed");

    [Fact]
    public void A_data_channel_that_has_no_name_is_refused_beside_audio_that_has_none()
    {
        var nameless = Audio.Replace("a=mid:0\r\n", "", StringComparison.Ordinal).Replace("a=group:BUNDLE 0\r\n", "", StringComparison.Ordinal);

        var offer = WebRtcOffer.Read(nameless + DataChannel);
        var answer = SessionDescription.Parse(WebRtcAnswer.Write(
            offer,
            new TransportDescription(IceCredentials.Generate(), FingerprintSet.Of(CertificateFingerprint.Of("certificate"u8)), "passive"),
            [IceCandidate.Host(new IPEndPoint(IPAddress.Loopback, 8189), order: 0)],
            AcceptedMedia.Audio(offer.Audio, MediaDirection.RecvOnly, offer.Format, ssrc: null)));

        answer.Media.Select(media => media.Rejected).ShouldBe([false, true]);
    }

    private static string Audio => Offers.Audio.ReplaceLineEndings("\r\n").TrimEnd() + "\r\n";
}
