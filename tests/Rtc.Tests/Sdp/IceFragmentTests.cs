using System.Net;
using System.Text;
using TalksPlatform.Rtc.Ice;
using TalksPlatform.Rtc.Sdp;

namespace TalksPlatform.Rtc.Tests.Sdp;

/// <summary>The pieces of descriptions by which ICE changes in mid-call, from friends and others.</summary>
public sealed class IceFragmentTests
{
    // As RFC 9725 has it: a restart with its candidates.
    private const string Restart =
        "a=ice-options:trickle ice2\r\na=group:BUNDLE 0 1\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=mid:0\r\n"
        + "a=ice-ufrag:ysXw\r\na=ice-pwd:vw5LmwG4y/e6dPP/zAP9Gp5k\r\n"
        + "a=candidate:1387637174 1 udp 2122260223 192.0.2.1 61764 typ host generation 0 ufrag EsAw network-id 1\r\n"
        + "a=candidate:473322822 1 tcp 1518280447 192.0.2.1 9 typ host tcptype active generation 0 ufrag EsAw network-id 1\r\n"
        + "a=end-of-candidates\r\n";

    [Fact]
    public void A_restart_brings_credentials_and_candidates_alone_bring_none()
    {
        IceFragment.Read(Restart).ShouldBe(new IceCredentials("ysXw", "vw5LmwG4y/e6dPP/zAP9Gp5k"));
        IceFragment.Read("m=audio 9 RTP/AVP 0\na=mid:0\na=candidate:1 1 udp 1 192.0.2.1 9 typ host\n").ShouldBeNull();
        IceFragment.Read("").ShouldBeNull();
    }

    [Theory]
    [InlineData("a=ice-ufrag:ysXw\r\n")]
    [InlineData("a=ice-pwd:vw5LmwG4y/e6dPP/zAP9Gp5k\r\n")]
    [InlineData("a=ice-ufrag:ysX\r\na=ice-pwd:vw5LmwG4y/e6dPP/zAP9Gp5k\r\n")]
    [InlineData("a=ice-ufrag:ysXw\r\na=ice-pwd:short\r\n")]
    [InlineData("a=ice-ufrag:ys w\r\na=ice-pwd:vw5LmwG4y/e6dPP/zAP9Gp5k\r\n")]
    [InlineData("nonsense")]
    public void Half_a_restart_is_none(string fragment) =>
        Should.Throw<SdpException>(() => IceFragment.Read(fragment)).Code.ShouldBe("sdp.malformed");

    [Fact]
    public void What_is_written_is_read_again_with_all_addresses()
    {
        var audio = MediaDescription.Parse("audio 9 UDP/TLS/RTP/SAVPF 111");
        audio.Attributes.Add("mid", "0");
        var ours = IceCredentials.Generate();
        var candidates = IceCandidate.Hosts([IPAddress.Parse("203.0.113.1"), IPAddress.Parse("2001:db8::1")], 8189, 443);

        var fragment = IceFragment.Write(audio, ours, candidates);

        IceFragment.Read(fragment).ShouldBe(ours);
        fragment.Split("a=candidate:").Length.ShouldBe(5);
        fragment.ShouldContain("a=ice-lite\r\n");
        fragment.ShouldEndWith("a=end-of-candidates\r\n");
    }

    [Fact]
    public void No_text_breaks_the_reader()
    {
        var random = new Random(8840);
        for (var i = 0; i < 10_000; i++)
        {
            var text = new StringBuilder(Restart);
            for (var n = random.Next(1, 10); n > 0; n--)
            {
                var at = random.Next(text.Length);
                switch (random.Next(3))
                {
                    case 0: text[at] = (char)random.Next(0, 300); break;
                    case 1: text.Remove(at, Math.Min(random.Next(30), text.Length - at - 1)); break;
                    default: text.Insert(at, "\na=ice-ufrag:\r\n"[..random.Next(14)]); break;
                }
            }

            try
            {
                if (IceFragment.Read(text.ToString()) is { } read)
                    TransportDescription.AreCredentials(read.Ufrag, read.Password).ShouldBeTrue();
            }
            catch (SdpException malformed)
            {
                malformed.Code.ShouldBe("sdp.malformed");
            }
        }
    }
}
