using System.Net;
using TalksPlatform.Rtc.Sdp;

namespace TalksPlatform.Rtc.Tests.Sdp;

/// <summary>Descriptions of browsers and telephones, and of nobody in his right mind.</summary>
public sealed class SessionDescriptionTests
{
    private const string TelephoneOffer =
        """
        v=0
        o=caller 2890844526 2890844527 IN IP4 192.0.2.7
        s=call
        c=IN IP4 192.0.2.7
        b=AS:80
        t=0 0
        a=sendonly
        m=audio 49170/2 RTP/AVP 8 0 9 96 101
        a=rtpmap:96 opus/48000/2
        a=rtpmap:101 telephone-event/8000
        a=fmtp:101 0-15
        m=video 0 RTP/AVP 31
        """;

    [Fact]
    public void A_telephone_is_understood()
    {
        var session = SessionDescription.Parse(TelephoneOffer);

        session.SessionId.ShouldBe("2890844526");
        session.Media.Count.ShouldBe(2);
        var audio = session.Media[0];
        audio.Port.ShouldBe(49170);
        session.ConnectionOf(audio).ShouldBe(IPAddress.Parse("192.0.2.7"));
        session.DirectionOf(audio).ShouldBe(MediaDirection.SendOnly);
        audio.RtpMaps.Select(map => map.Encoding).ShouldBe(["PCMA", "PCMU", "G722", "opus", "telephone-event"]);
        audio.FormatParameters(101).ShouldBe("0-15");
        audio.FormatParameters(10).ShouldBeNull();
        session.Media[1].Rejected.ShouldBeTrue();
    }

    [Fact]
    public void What_is_written_reads_the_same()
    {
        var once = SessionDescription.Parse(Offers.VideoThenAudio).ToString();
        var twice = SessionDescription.Parse(once).ToString();

        twice.ShouldBe(once);
        once.ShouldContain("a=rtpmap:110 telephone-event/48000\r\n");
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("v=1\r\no=- 1 1 IN IP4 127.0.0.1")]
    [InlineData("v=0\r\nm=audio")]
    [InlineData("v=0\r\nm=audio 70000 RTP/AVP 0")]
    [InlineData("v=0\r\nm=audio -1 RTP/AVP 0")]
    [InlineData("v=0\r\no=- 1 1")]
    [InlineData("v=0\r\nc=somewhere")]
    [InlineData("v=0\r\nnonsense")]
    public void What_is_no_description_is_refused_with_words(string text)
    {
        var refusal = Should.Throw<SdpException>(() => SessionDescription.Parse(text));

        refusal.Code.ShouldBe("sdp.malformed");
        refusal.Message.ShouldNotBeEmpty();
    }

    [Fact]
    public void An_endless_description_is_refused()
    {
        Should.Throw<SdpException>(() => SessionDescription.Parse("v=0\r\n" + new string('a', 100_000)));
        Should.Throw<SdpException>(() => SessionDescription.Parse("v=0\r\n" + string.Concat(Enumerable.Repeat("a=x\r\n", 3000))));
    }

    [Fact]
    public void No_text_breaks_the_reader()
    {
        var random = new Random(8866);
        string[] seeds = [Offers.Audio, Offers.VideoThenAudio, TelephoneOffer];
        for (var i = 0; i < 10_000; i++)
        {
            var text = Mutate(seeds[i % seeds.Length], random);
            try
            {
                var offer = WebRtcOffer.Read(text);
                _ = offer.Agree(offer.Audio, send: false, receive: true);
                _ = offer.Session.ToString();
            }
            catch (SdpException refusal)
            {
                refusal.Code.ShouldStartWith("sdp.");
            }
        }
    }

    private static string Mutate(string seed, Random random)
    {
        const string alphabet = "vosctma=:/ -0129\r\n;x\u00E9\0";
        var text = new System.Text.StringBuilder(seed);
        for (var n = random.Next(1, 8); n > 0; n--)
        {
            var at = random.Next(text.Length);
            switch (random.Next(4))
            {
                case 0: text[at] = alphabet[random.Next(alphabet.Length)]; break;
                case 1: text.Remove(at, Math.Min(random.Next(40), text.Length - at - 1)); break;
                case 2: text.Insert(at, alphabet[random.Next(alphabet.Length)]); break;
                default: text.Insert(at, seed.AsSpan(random.Next(seed.Length / 2), random.Next(40))); break;
            }
        }

        return text.ToString();
    }
}
