using System.Net;
using TalksPlatform.Rtc.Dtls;
using TalksPlatform.Rtc.Ice;
using TalksPlatform.Rtc.Sdp;

namespace TalksPlatform.Rtc.Tests.Sdp;

/// <summary>What a browser offers, and what it is answered.</summary>
public sealed class WebRtcAnswerTests
{
    private static readonly CertificateFingerprint Fingerprint = CertificateFingerprint.Of("certificate"u8);

    [Fact]
    public void An_offer_is_answered_in_its_own_numbers()
    {
        var offer = WebRtcOffer.Read(Offers.With("111", "96"));
        var answer = Answer(offer, MediaDirection.SendRecv, ssrc: 42);

        offer.Format.PayloadType.ShouldBe((byte)96);
        offer.Format.DigitPayloadType.ShouldBe((byte)110);
        offer.OurRole.ShouldBe(DtlsRole.Passive);
        answer.Attributes.All("group").ShouldBe(["BUNDLE 0"]);
        answer.Attributes.Has("ice-lite").ShouldBeTrue();
        var audio = answer.Media.ShouldHaveSingleItem();
        audio.Formats.ShouldBe(["96", "63", "110"]);
        audio.Protocol.ShouldBe("UDP/TLS/RTP/SAVPF");
        audio.Direction.ShouldBe(MediaDirection.SendRecv);
        audio.FormatParameters(96).ShouldBe("minptime=10;useinbandfec=1");
        audio.Attributes.Find("setup").ShouldBe("passive");
        audio.Attributes.Has("rtcp-mux").ShouldBeTrue();
        audio.Attributes.Find("ssrc").ShouldBe("42 cname:talk");
    }

    [Fact]
    public void Every_address_is_a_candidate_the_first_one_preferred()
    {
        var audio = Answer(WebRtcOffer.Read(Offers.Audio), MediaDirection.RecvOnly).Media[0];

        var candidates = audio.Attributes.All("candidate").Select(IceCandidate.Parse).OfType<IceCandidate>().ToList();
        candidates.Select(candidate => candidate.EndPoint.ToString()).ShouldBe(["203.0.113.1:8189", "[2001:db8::1]:8189"]);
        candidates[0].Priority.ShouldBeGreaterThan(candidates[1].Priority);
        audio.Attributes[^1].Name.ShouldBe("end-of-candidates");
        audio.Attributes.Has("ssrc").ShouldBeFalse();
    }

    [Fact]
    public void Video_is_refused_and_the_audio_goes_on()
    {
        var answer = Answer(WebRtcOffer.Read(Offers.AudioThenVideo), MediaDirection.RecvOnly);

        answer.Attributes.Find("group").ShouldBe("BUNDLE 0");
        answer.Media[1].Kind.ShouldBe("video");
        answer.Media[1].Rejected.ShouldBeTrue();
        answer.Media[1].Mid.ShouldBe("v");
    }

    [Fact]
    public void Video_whose_transport_the_audio_needs_stays_without_a_flow()
    {
        var answer = Answer(WebRtcOffer.Read(Offers.VideoThenAudio), MediaDirection.RecvOnly);

        answer.Attributes.Find("group").ShouldBe("BUNDLE v 0");
        answer.Media[0].Rejected.ShouldBeFalse();
        answer.Media[0].Direction.ShouldBe(MediaDirection.Inactive);
        answer.Media[0].Attributes.Has("candidate").ShouldBeTrue();
        answer.Media[1].Direction.ShouldBe(MediaDirection.RecvOnly);
    }

    [Fact]
    public void A_bundled_audio_without_a_port_of_its_own_is_no_refusal()
    {
        var offer = Offers.With("m=audio 9", "m=audio 0").Replace("a=mid:0", "a=mid:0\na=bundle-only", StringComparison.Ordinal);

        WebRtcOffer.Read(offer).Format.PayloadType.ShouldBe((byte)111);
    }

    [Fact]
    public void A_client_reads_the_answer_that_was_written()
    {
        var offer = WebRtcOffer.Read(Offers.Audio);
        var answer = WebRtcAnswer.Read(Answer(offer, MediaDirection.SendRecv).ToString());

        answer.Format.ShouldBe(offer.Format);
        answer.OurRole.ShouldBe(DtlsRole.Active);
        answer.Transport.Fingerprints.Matches("certificate"u8).ShouldBeTrue();
        answer.Candidates.Count.ShouldBe(2);
    }

    public static TheoryData<string, string> Unanswerable => new()
    {
        { Offers.Without("a=ice-ufrag"), "sdp.malformed" },
        { Offers.Without("a=ice-pwd"), "sdp.malformed" },
        { Offers.Without("a=fingerprint"), "sdp.malformed" },
        { Offers.With("sha-256", "sha-1"), "sdp.unsupported" },
        { Offers.With("ice-ufrag:em35", "ice-ufrag:em 5"), "sdp.malformed" },
        { Offers.Without("a=rtcp-mux"), "sdp.unsupported" },
        { Offers.With("opus/48000/2", "opus/16000"), "sdp.unsupported" },
        { Offers.With("UDP/TLS/RTP/SAVPF", "RTP/AVP"), "sdp.unsupported" },
        { Offers.With("m=audio 9", "m=audio 0"), "sdp.unsupported" },
        { Offers.With("a=setup:actpass", "a=setup:holdconn"), "sdp.unsupported" },
        { Offers.With("a=extmap-allow-mixed", "a=ice-lite"), "sdp.unsupported" },
    };

    [Theory, MemberData(nameof(Unanswerable))]
    public void What_cannot_be_answered_is_refused_with_its_reason(string offer, string code) =>
        Should.Throw<SdpException>(() => WebRtcOffer.Read(offer)).Code.ShouldBe(code);

    [Theory]
    [InlineData("sha-256 00", false)]
    [InlineData("sha-256 zz:00", false)]
    [InlineData("sha-256", false)]
    [InlineData("md5 00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF", false)]
    public void A_fingerprint_is_whole_or_none(string text, bool readable) =>
        (CertificateFingerprint.Parse(text) is not null).ShouldBe(readable);

    [Fact]
    public void A_fingerprint_reads_what_it_writes() =>
        CertificateFingerprint.Parse(Fingerprint.ToString())!.Matches("certificate"u8).ShouldBeTrue();

    [Fact]
    public void Of_several_fingerprints_one_with_the_strongest_digest_has_to_match()
    {
        var weaker = Fingerprint.ToString();
        var others = $"sha-512 {string.Join(':', Enumerable.Repeat("AA", 64))}";
        var ours = "sha-512 " + Convert.ToHexString(System.Security.Cryptography.SHA512.HashData("certificate"u8))
            .Chunk(2).Select(pair => new string(pair)).Aggregate((text, octet) => $"{text}:{octet}");

        FingerprintSet.Parse([weaker])!.Matches("certificate"u8).ShouldBeTrue();
        FingerprintSet.Parse([others, weaker])!.Matches("certificate"u8).ShouldBeFalse();
        FingerprintSet.Parse([weaker, others, ours])!.Matches("certificate"u8).ShouldBeTrue();
        FingerprintSet.Parse([others, ours])!.Matches("another"u8).ShouldBeFalse();
        FingerprintSet.Parse(["md5 00", "nonsense"]).ShouldBeNull();
    }

    private static SessionDescription Answer(WebRtcOffer offer, MediaDirection direction, uint? ssrc = null)
    {
        var transport = new TransportDescription(IceCredentials.Generate(), FingerprintSet.Of(Fingerprint), "passive");
        IPAddress[] addresses = [IPAddress.Parse("203.0.113.1"), IPAddress.Parse("2001:db8::1")];
        var candidates = IceCandidate.Hosts(addresses, udpPort: 8189, tcpPort: null);
        return SessionDescription.Parse(WebRtcAnswer.Write(
            offer, transport, candidates, AcceptedMedia.Audio(offer.Audio, direction, offer.Format, ssrc)));
    }
}
