using System.Net;
using TalksPlatform.Rtc.Codecs;
using TalksPlatform.Rtc.Sdp;
using TalksPlatform.Rtc.Tests.Sip;

namespace TalksPlatform.Rtc.Tests.Sdp;

public sealed class AudioNegotiationTests
{
    private static readonly IPEndPoint Here = new(IPAddress.Parse("192.0.2.1"), 20_000);
    private static readonly IPEndPoint There = new(IPAddress.Parse("192.0.2.2"), 30_000);

    private static readonly AudioCodec[] All =
        [AudioCodec.Opus, AudioCodec.G722, AudioCodec.Pcma, AudioCodec.Pcmu, AudioCodec.L16, AudioCodec.L16At44100];

    [Theory]
    [InlineData(AudioCodec.Opus, 48_000, 48_000)]
    [InlineData(AudioCodec.G722, 8_000, 8_000)]
    [InlineData(AudioCodec.Pcma, 8_000, 8_000)]
    [InlineData(AudioCodec.Pcmu, 8_000, 8_000)]
    [InlineData(AudioCodec.L16, 48_000, 48_000)]
    [InlineData(AudioCodec.L16At44100, 44_100, 44_100)]
    public void Two_of_us_agree_on_each_codec_and_its_keys(AudioCodec codec, int clockRate, int digitClockRate)
    {
        var (offerer, answerer) = (Negotiate(Here, All), Negotiate(There, codec));

        var theirs = answerer.TakeOffer(offerer.Offer()).ShouldNotBeNull();
        var ours = offerer.TakeAnswer(answerer.Answer()).ShouldNotBeNull();

        ours.Format.ShouldBe(theirs.Format);
        ours.Format.Codec.ShouldBe(codec);
        ours.Format.ClockRate.ShouldBe(clockRate);
        ours.Format.DigitClockRate.ShouldBe(digitClockRate);
        ours.Format.DigitPayloadType.ShouldNotBeNull();
        ours.Voice.ShouldBe(There);
        theirs.Voice.ShouldBe(Here);
        theirs.Control.ShouldBe(new IPEndPoint(Here.Address, 20_001));
        ours.Holds.ShouldBeFalse();
        ours.Keys.ShouldBeNull();
    }

    [Fact]
    public void A_bare_offer_of_static_payload_types_is_enough()
    {
        var agreed = Take("m=audio 4000 RTP/AVP 3 0").ShouldNotBeNull();

        agreed.Format.Codec.ShouldBe(AudioCodec.Pcmu);
        agreed.Format.DigitPayloadType.ShouldBeNull();
    }

    [Theory]
    [InlineData("m=audio 4000 RTP/AVP 10", 2)]
    [InlineData("m=audio 4000 RTP/AVP 10 11", 1)]
    public void Uncompressed_sound_is_taken_in_mono_when_both_are_offered(string media, int channels)
    {
        var agreed = Take(media).ShouldNotBeNull();

        agreed.Format.Codec.ShouldBe(AudioCodec.L16At44100);
        agreed.Format.Channels.ShouldBe(channels);
    }

    [Fact]
    public void Opus_takes_keypad_events_on_the_telephone_clock_when_there_are_no_others()
    {
        var agreed = Take(
            "m=audio 4000 RTP/AVP 96 101", "a=rtpmap:96 opus/48000/2", "a=rtpmap:101 telephone-event/8000").ShouldNotBeNull();

        agreed.Format.DigitPayloadType.ShouldBe((byte)101);
        agreed.Format.DigitClockRate.ShouldBe(8_000);
    }

    [Theory]
    [InlineData("0", "", 20)]
    [InlineData("0", "a=ptime:30", 30)]
    [InlineData("0", "a=ptime:5", 10)]
    [InlineData("0", "a=ptime:200", 60)]
    [InlineData("0", "a=maxptime:10", 10)]
    [InlineData("0", "a=ptime:60\r\na=maxptime:40", 40)]
    [InlineData("0", "a=ptime:nonsense", 20)]
    [InlineData("96", "a=rtpmap:96 opus/48000/2\r\na=ptime:30", 20)]
    [InlineData("96", "a=rtpmap:96 opus/48000/2\r\na=ptime:60", 60)]
    [InlineData("96", "a=rtpmap:96 L16/48000\r\na=ptime:20", 10)]
    public void Packets_are_as_long_as_the_far_end_wishes_and_the_codec_can(string format, string attributes, int milliseconds)
    {
        var agreed = Take($"m=audio 4000 RTP/AVP {format}", attributes).ShouldNotBeNull();

        agreed.Format.PacketMilliseconds.ShouldBe(milliseconds);
    }

    [Theory]
    [InlineData("sendonly", "192.0.2.1", "recvonly")]
    [InlineData("inactive", "192.0.2.1", "inactive")]
    [InlineData("recvonly", "192.0.2.1", "sendonly")]
    [InlineData("sendrecv", "192.0.2.1", "sendrecv")]
    [InlineData("sendrecv", "0.0.0.0", "recvonly")]
    [InlineData("inactive", "0.0.0.0", "inactive")]
    public void Hold_is_understood_in_its_old_and_new_form(string theirs, string address, string ours)
    {
        var negotiation = Negotiate(Here, All);

        var agreed = negotiation.TakeOffer(RawPeer.Sdp(theirs, address: address)).ShouldNotBeNull();

        agreed.Direction.ToAttribute().ShouldBe(ours);
        agreed.Holds.ShouldBe(ours is "recvonly" or "inactive");
        negotiation.Answer().ShouldContain($"a={ours}\r\n");
    }

    [Theory]
    [InlineData("m=audio 4000 RTP/AVP 3 18")]
    [InlineData("m=audio 0 RTP/AVP 0")]
    [InlineData("m=audio 4000 RTP/SAVP 0")]
    [InlineData("m=audio 4000 UDP/TLS/RTP/SAVPF 0")]
    [InlineData("m=video 4000 RTP/AVP 96\r\na=rtpmap:96 H264/90000")]
    [InlineData("m=audio 4000 RTP/AVP 96\r\na=rtpmap:96 PCMA/8000/2")]
    [InlineData("m=audio 4000 RTP/AVP 96\r\na=rtpmap:96 L16/48000/6")]
    [InlineData("")]
    public void Without_a_voice_that_we_speak_there_is_no_agreement(string media) => Take(media).ShouldBeNull();

    [Fact]
    public void Every_section_of_an_offer_is_answered_in_its_place_and_all_but_the_voice_refused()
    {
        var negotiation = Negotiate(Here, All);
        negotiation.TakeOffer(Sdp(
            "m=video 5000 RTP/AVP 96", "a=rtpmap:96 H264/90000", "m=audio 4000 RTP/AVP 0", "m=audio 4002 RTP/AVP 8")).ShouldNotBeNull();

        var answer = SessionDescription.Parse(negotiation.Answer());

        answer.Media.Select(media => (media.Kind, media.Port)).ShouldBe([("video", 0), ("audio", 20_000), ("audio", 0)]);
    }

    [Fact]
    public void The_version_grows_with_a_change_and_only_then()
    {
        var (offerer, answerer) = (Negotiate(Here, AudioCodec.Pcma), Negotiate(There, AudioCodec.Pcma));
        answerer.TakeOffer(offerer.Offer()).ShouldNotBeNull();
        var first = answerer.Answer();
        offerer.TakeAnswer(first).ShouldNotBeNull();

        answerer.TakeOffer(offerer.Offer()).ShouldNotBeNull();
        answerer.Answer().ShouldBe(first);
        answerer.TakeOffer(offerer.Offer(MediaDirection.SendOnly)).ShouldNotBeNull();
        var held = answerer.Answer();

        SessionDescription.Parse(first).Version.ShouldBe(1);
        SessionDescription.Parse(held).Version.ShouldBe(2);
        SessionDescription.Parse(held).SessionId.ShouldBe(SessionDescription.Parse(first).SessionId);
    }

    [Theory]
    [InlineData("", 4_001)]
    [InlineData("a=rtcp:5000", 5_000)]
    [InlineData("a=rtcp:5000 IN IP4 192.0.2.2", 5_000)]
    [InlineData("a=rtcp:99999", 4_001)]
    [InlineData("a=rtcp-mux", 4_000)]
    [InlineData("b=RS:0\r\nb=RR:0", null)]
    public void Reports_go_where_the_far_end_wants_them(string attributes, int? port)
    {
        var agreed = Take("m=audio 4000 RTP/AVP 0", attributes).ShouldNotBeNull();

        (agreed.Control?.Port).ShouldBe(port);
        agreed.SharesPort.ShouldBe(port == 4_000);
    }

    [Fact]
    public void The_codec_may_change_in_mid_call_and_nothing_in_common_changes_nothing()
    {
        var negotiation = Negotiate(Here, All);
        negotiation.TakeOffer(Sdp("m=audio 4000 RTP/AVP 9 8")).ShouldNotBeNull().Format.Codec.ShouldBe(AudioCodec.G722);

        negotiation.TakeOffer(Sdp("m=audio 4000 RTP/AVP 8")).ShouldNotBeNull().Format.Codec.ShouldBe(AudioCodec.Pcma);
        negotiation.TakeOffer(Sdp("m=audio 4000 RTP/AVP 3")).ShouldBeNull();

        negotiation.Agreement.ShouldNotBeNull().Format.Codec.ShouldBe(AudioCodec.Pcma);
    }

    [Fact]
    public void Comfort_noise_is_taken_where_it_is_offered()
    {
        var negotiation = Negotiate(Here, All);
        negotiation.TakeOffer(Sdp("m=audio 4000 RTP/AVP 0 13")).ShouldNotBeNull();

        negotiation.Answer().ShouldContain("m=audio 20000 RTP/AVP 0 13\r\n");
        Negotiate(Here, All).Offer().ShouldNotContain("CN/8000");
    }

    private static AudioNegotiation Negotiate(IPEndPoint local, params AudioCodec[] codecs) => new(new AudioTerms(codecs)) { Local = local };

    private static AudioAgreement? Take(params string[] lines) => Negotiate(Here, All).TakeOffer(Sdp(lines));

    private static string Sdp(params string[] lines) =>
        "v=0\r\nc=IN IP4 192.0.2.2\r\n" + string.Concat(lines.Where(line => line.Length > 0).Select(line => line + "\r\n"));
}
