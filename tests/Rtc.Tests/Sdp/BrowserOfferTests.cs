using System.Net;
using TalksPlatform.Rtc.Dtls;
using TalksPlatform.Rtc.Ice;
using TalksPlatform.Rtc.Rtp;
using TalksPlatform.Rtc.Sdp;
using TalksPlatform.Rtc.Video;
using TalksPlatform.TestKit.Fuzzing;

namespace TalksPlatform.Rtc.Tests.Sdp;

/// <summary>What is agreed on with each kind of peer, by offers that were captured from them (Safari's is written after one).</summary>
public sealed class BrowserOfferTests
{
    [Fact]
    public void Every_captured_offer_is_answered_with_nothing_that_it_did_not_offer()
    {
        foreach (var bytes in Captures.Descriptions("offer-"))
        {
            var text = System.Text.Encoding.UTF8.GetString(bytes);
            var offer = WebRtcOffer.Read(text);
            var answer = Answer(offer, offer.Format);

            answer.Media.Count.ShouldBe(offer.Session.Media.Count);
            var (asked, told) = (offer.Audio, answer.Media[offer.Session.Media.IndexOf(offer.Audio)]);
            told.Formats.Except(asked.Formats, StringComparer.Ordinal).ShouldBeEmpty();
            told.Mid.ShouldBe(asked.Mid);
            told.Attributes.All("rtcp-fb").Except(asked.Attributes.All("rtcp-fb"), StringComparer.Ordinal).ShouldBeEmpty();
            told.Attributes.All("extmap").Except(asked.Attributes.All("extmap"), StringComparer.Ordinal).ShouldBeEmpty();
        }
    }

    [Fact]
    public void Chromium_and_Safari_may_repeat_themselves_and_number_what_they_say()
    {
        foreach (var text in new[] { Captured("offer-chromium-sendonly"), Safari })
        {
            var features = WebRtcOffer.Read(text).Format.Features.For(receives: true);

            features.RedundancyPayloadType.ShouldBe((byte)63);
            features.TransportFeedback.ShouldBeTrue();
            features.Extensions.ShouldBe(new HeaderExtensionIds(AudioLevel: 1, MediaId: 4, TransportSequence: 3));
            features.MediaId.ShouldBe("0");
            features.Nack.ShouldBeFalse();
            features.ReducedSize.ShouldBeTrue();
        }
    }

    [Fact]
    public void A_listener_need_not_tell_how_each_packet_arrives()
    {
        var features = WebRtcOffer.Read(Captured("offer-chromium-recvonly")).Format.Features.For(receives: false);

        features.TransportFeedback.ShouldBeFalse();
        features.Extensions.TransportSequence.ShouldBe((byte)0);
        features.Extensions.AudioLevel.ShouldNotBe((byte)0);
    }

    [Fact]
    public void Redundancy_comes_first_where_it_is_preferred()
    {
        var offer = WebRtcOffer.Read(Captured("offer-chromium-sendonly"));

        AcceptedMedia.Audio(offer.Audio, MediaDirection.RecvOnly, offer.Format, ssrc: null).PayloadTypes[0].ShouldBe("111");
        AcceptedMedia.Audio(offer.Audio, MediaDirection.RecvOnly, offer.Format, ssrc: null, redundancyFirst: true)
            .PayloadTypes.Take(2).ShouldBe(["63", "111"]);
    }

    [Theory]
    [InlineData("a=fmtp:63 111/111", "a=fmtp:63 111/9")] // repeats another codec
    [InlineData("a=fmtp:63 111/111", "a=ptime:20")] // does not say what it repeats
    [InlineData("red/48000/2", "red/8000")]
    public void Redundancy_of_something_else_is_not_agreed_on(string text, string instead) =>
        WebRtcOffer.Read(Offers.With(text, instead)).Format.Features.RedundancyPayloadType.ShouldBeNull();

    [Fact]
    public void Silence_is_not_sent_to_whom_does_not_want_it()
    {
        var offer = WebRtcOffer.Read(Offers.With("useinbandfec=1", "useinbandfec=1;usedtx=1"));

        offer.Format.DiscontinuousTransmission.ShouldBeTrue();
        Answer(offer, offer.Format).Media[0].FormatParameters(111).ShouldBe("minptime=10;useinbandfec=1;usedtx=1");
        WebRtcOffer.Read(Offers.Audio).Format.DiscontinuousTransmission.ShouldBeFalse();
    }

    [Fact]
    public void Packets_are_asked_for_again_where_that_is_offered()
    {
        var text = Offers.With("a=rtcp-fb:111 transport-cc", "a=rtcp-fb:111 transport-cc\na=rtcp-fb:* nack")
            .Replace("a=rtpmap:63 red/48000/2", "a=rtpmap:63 rtx/48000/2", StringComparison.Ordinal)
            .Replace("a=fmtp:63 111/111", "a=fmtp:63 apt=111", StringComparison.Ordinal);

        var features = WebRtcOffer.Read(text).Format.Features;

        (features.Nack, features.RepairPayloadType).ShouldBe((true, (byte?)63));
        (features with { RepairPayloadType = null }).For(receives: false).Nack.ShouldBeFalse();
    }

    [Fact]
    public void Pictures_in_the_bundle_are_accepted_by_their_first_codec_that_we_understand()
    {
        foreach (var (text, codec) in new[] { (Offers.AudioThenVideo, VideoCodec.Vp8), (Safari + SafariVideo, VideoCodec.H264) })
        {
            var offer = WebRtcOffer.Read(text);
            var format = offer.VideoFormat.ShouldNotBeNull();
            format.Codec.ShouldBe(codec);

            var video = AcceptedMedia.Video(offer.Video!, MediaDirection.RecvOnly, format, ssrc: null);
            var answer = Answer(offer, offer.Format, video);

            answer.Media[1].Rejected.ShouldBeFalse();
            answer.Media[1].Formats.ShouldBe(["96"]);
            answer.Attributes.Find("group").ShouldBe($"BUNDLE 0 {offer.Video!.Mid}");
        }
    }

    [Fact]
    public void Pictures_outside_of_the_bundle_are_refused()
    {
        var text = Offers.AudioThenVideo.Replace("BUNDLE 0 v", "BUNDLE 0", StringComparison.Ordinal);

        WebRtcOffer.Read(text).Video.ShouldBeNull();
    }

    private static string Captured(string name) =>
        System.Text.Encoding.UTF8.GetString(Captures.Descriptions(name).ShouldHaveSingleItem());

    private static SessionDescription Answer(WebRtcOffer offer, AudioFormat format, params AcceptedMedia[] others)
    {
        var transport = new TransportDescription(
            IceCredentials.Generate(), FingerprintSet.Of(CertificateFingerprint.Of("certificate"u8)), "passive");
        return SessionDescription.Parse(WebRtcAnswer.Write(
            offer,
            transport,
            [IceCandidate.Host(new IPEndPoint(IPAddress.Loopback, 8189), order: 0)],
            [AcceptedMedia.Audio(offer.Audio, MediaDirection.RecvOnly, format, ssrc: null), .. others]));
    }

    private const string Safari =
        """
        v=0
        o=- 5743028384724087461 2 IN IP4 127.0.0.1
        s=-
        t=0 0
        a=group:BUNDLE 0 1
        a=extmap-allow-mixed
        a=msid-semantic: WMS
        m=audio 9 UDP/TLS/RTP/SAVPF 111 63 9 102 0 8 13 110 126
        c=IN IP4 0.0.0.0
        a=rtcp:9 IN IP4 0.0.0.0
        a=ice-ufrag:jN4p
        a=ice-pwd:Hv5pLFuhLyYJqoNQfv5s0Rk8
        a=ice-options:trickle
        a=fingerprint:sha-256 35:3E:C1:49:48:CB:89:E2:94:92:B6:2E:FD:44:B2:09:AE:5D:9E:E4:8A:A3:D2:8A:1F:7F:B5:16:74:B8:C6:DE
        a=setup:actpass
        a=mid:0
        a=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level
        a=extmap:2 http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time
        a=extmap:3 http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01
        a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid
        a=sendrecv
        a=msid:- 2B7E8B6B-5F0C-4AB6-9B7E-B6B4C4D4B4A1
        a=rtcp-mux
        a=rtcp-rsize
        a=rtpmap:111 opus/48000/2
        a=rtcp-fb:111 transport-cc
        a=fmtp:111 minptime=10;useinbandfec=1
        a=rtpmap:63 red/48000/2
        a=fmtp:63 111/111
        a=rtpmap:9 G722/8000
        a=rtpmap:102 ILBC/8000
        a=rtpmap:0 PCMU/8000
        a=rtpmap:8 PCMA/8000
        a=rtpmap:13 CN/8000
        a=rtpmap:110 telephone-event/48000
        a=rtpmap:126 telephone-event/8000
        a=ssrc:2283514821 cname:1i4qTgDrwZHrUkgM

        """;

    private const string SafariVideo =
        """
        m=video 9 UDP/TLS/RTP/SAVPF 96 97 98 99
        c=IN IP4 0.0.0.0
        a=ice-ufrag:jN4p
        a=ice-pwd:Hv5pLFuhLyYJqoNQfv5s0Rk8
        a=fingerprint:sha-256 35:3E:C1:49:48:CB:89:E2:94:92:B6:2E:FD:44:B2:09:AE:5D:9E:E4:8A:A3:D2:8A:1F:7F:B5:16:74:B8:C6:DE
        a=setup:actpass
        a=mid:1
        a=extmap:3 http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01
        a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid
        a=sendonly
        a=rtcp-mux
        a=rtcp-rsize
        a=rtpmap:96 H264/90000
        a=rtcp-fb:96 goog-remb
        a=rtcp-fb:96 transport-cc
        a=rtcp-fb:96 ccm fir
        a=rtcp-fb:96 nack
        a=rtcp-fb:96 nack pli
        a=fmtp:96 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=640c1f
        a=rtpmap:97 rtx/90000
        a=fmtp:97 apt=96
        a=rtpmap:98 VP8/90000
        a=rtpmap:99 rtx/90000

        """;
}
