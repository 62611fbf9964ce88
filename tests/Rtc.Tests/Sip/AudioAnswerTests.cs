using System.Net;
using TalksPlatform.Rtc.Codecs;
using TalksPlatform.Rtc.Sdp;

namespace TalksPlatform.Rtc.Tests.Sip;

public sealed class AudioAnswerTests
{
    private static readonly AudioCodec[] All = [AudioCodec.Opus, AudioCodec.G722, AudioCodec.Pcma, AudioCodec.Pcmu];

    [Fact]
    public void What_we_offer_is_understood_with_our_dearest_codec_first()
    {
        var offer = new AudioOffer(new IPEndPoint(IPAddress.Parse("192.0.2.1"), 20_000), "7", 1, MediaDirection.SendRecv);

        var answer = AudioAnswer.Choose(offer.Offer(All), [AudioCodec.G722, AudioCodec.Opus]).ShouldNotBeNull();

        answer.Format.Codec.ShouldBe(AudioCodec.G722);
        answer.Format.PayloadType.ShouldBe((byte)9);
        answer.Format.ClockRate.ShouldBe(8_000);
        answer.Format.DigitPayloadType.ShouldBe((byte)101);
        answer.Voice.ShouldBe(new IPEndPoint(IPAddress.Parse("192.0.2.1"), 20_000));
        answer.Holds.ShouldBeFalse();
    }

    [Fact]
    public void A_bare_offer_of_static_payload_types_is_enough()
    {
        var answer = AudioAnswer.Choose("v=0\r\nc=IN IP4 192.0.2.1\r\nm=audio 4000 RTP/AVP 3 0\r\n", All).ShouldNotBeNull();

        answer.Format.Codec.ShouldBe(AudioCodec.Pcmu);
        answer.Format.DigitPayloadType.ShouldBeNull();
    }

    [Fact]
    public void Opus_takes_keypad_events_on_the_telephone_clock_when_there_are_no_others()
    {
        const string Sdp = "v=0\r\nc=IN IP4 192.0.2.1\r\nm=audio 4000 RTP/AVP 96 101\r\n"
            + "a=rtpmap:96 opus/48000/2\r\na=rtpmap:101 telephone-event/8000\r\n";

        var answer = AudioAnswer.Choose(Sdp, All).ShouldNotBeNull();

        answer.Format.DigitPayloadType.ShouldBe((byte)101);
        answer.Format.DigitClockRate.ShouldBe(8_000);
    }

    [Theory]
    [InlineData("sendonly", "192.0.2.1", true)]
    [InlineData("inactive", "192.0.2.1", true)]
    [InlineData("recvonly", "192.0.2.1", false)]
    [InlineData("sendrecv", "0.0.0.0", true)]
    public void Hold_is_understood_in_its_old_and_new_form(string direction, string address, bool holds)
    {
        var answer = AudioAnswer.Choose(RawPeer.Sdp(direction, address: address), All).ShouldNotBeNull();

        answer.Holds.ShouldBe(holds);
    }

    [Theory]
    [InlineData("v=0\r\nc=IN IP4 192.0.2.1\r\nm=audio 4000 RTP/AVP 3 18\r\n")]
    [InlineData("v=0\r\nc=IN IP4 192.0.2.1\r\nm=audio 0 RTP/AVP 0\r\n")]
    [InlineData("v=0\r\nc=IN IP4 192.0.2.1\r\nm=audio 4000 RTP/SAVP 0\r\n")]
    [InlineData("v=0\r\nc=IN IP4 192.0.2.1\r\nm=video 4000 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\n")]
    [InlineData("v=0\r\n")]
    public void Without_a_voice_that_we_speak_there_is_no_answer(string sdp) => AudioAnswer.Choose(sdp, All).ShouldBeNull();
}
