using System.Net;
using System.Text;
using TalksPlatform.Rtc.Ice;

namespace TalksPlatform.Rtc.Tests.Ice;

/// <summary>Candidates as they are written, and as others write them.</summary>
public sealed class IceCandidateTests
{
    private static readonly IPAddress[] Addresses = [IPAddress.Parse("203.0.113.1"), IPAddress.Parse("2001:db8::1")];

    [Fact]
    public void Every_address_is_offered_over_udp_and_less_urgently_over_tcp()
    {
        var candidates = IceCandidate.Hosts(Addresses, udpPort: 8189, tcpPort: 443);

        candidates.Select(candidate => candidate.ToString()).ShouldBe(
        [
            "1 1 udp 2130706431 203.0.113.1 8189 typ host",
            "2 1 udp 2130706175 2001:db8::1 8189 typ host",
            "t1 1 tcp 1520435199 203.0.113.1 443 typ host tcptype passive",
            "t2 1 tcp 1520434943 2001:db8::1 443 typ host tcptype passive",
        ]);
        candidates.Select(candidate => candidate.Priority).ShouldBeInOrder(SortDirection.Descending);
        IceCandidate.Hosts(Addresses, udpPort: 8189, tcpPort: null).Count.ShouldBe(2);
    }

    [Fact]
    public void What_is_written_is_read_again()
    {
        foreach (var candidate in IceCandidate.Hosts(Addresses, udpPort: 8189, tcpPort: 443))
            IceCandidate.Parse(candidate.ToString()).ShouldBe(candidate);
    }

    [Theory]
    [InlineData("1 1 udp 2122260223 0b8f9a1e-55ab-4b4f-9f25-1f8b2c3d4e5f.local 51000 typ host generation 0")]
    [InlineData("1 1 tcp 1518280447 192.0.2.7 9 typ host tcptype active generation 0")]
    [InlineData("1 1 tcp 1518280447 192.0.2.7 9000 typ host tcptype so")]
    [InlineData("1 1 tcp 1518280447 192.0.2.7 9000 typ host")]
    [InlineData("1 1 1 1518280447 192.0.2.7 9000 typ host tcptype passive")]
    [InlineData("1 1 ssltcp 1518280447 192.0.2.7 443 typ host tcptype passive")]
    [InlineData("1 1 udp 4294967296 192.0.2.7 9000 typ host")]
    [InlineData("1 1 udp 1 192.0.2.7 0 typ host")]
    [InlineData("1 1 udp 1 192.0.2.7 65536 typ host")]
    [InlineData("1 -1 udp 1 192.0.2.7 9000 typ host")]
    [InlineData("1 1 udp 1 192.0.2.7 9000 host typ")]
    [InlineData("")]
    public void What_cannot_be_used_is_passed_over(string value) => IceCandidate.Parse(value).ShouldBeNull();

    [Fact]
    public void What_browsers_add_is_no_hindrance()
    {
        var candidate = IceCandidate.Parse(
            "842163049 1 UDP 1677729535 2001:db8::7 46154 typ srflx raddr 10.0.0.1 rport 40000 generation 0 network-cost 999");

        candidate.ShouldNotBeNull();
        candidate.Type.ShouldBe("srflx");
        candidate.EndPoint.ShouldBe(IPEndPoint.Parse("[2001:db8::7]:46154"));
    }

    [Fact]
    public void No_text_breaks_the_reader()
    {
        var random = new Random(8839);
        const string alphabet = "01 9.:a-f\tudptcypassivehost\0é";
        for (var i = 0; i < 10_000; i++)
        {
            var text = new StringBuilder("t1 1 tcp 1520435199 203.0.113.1 443 typ host tcptype passive");
            for (var n = random.Next(1, 8); n > 0; n--)
                text[random.Next(text.Length)] = alphabet[random.Next(alphabet.Length)];
            text.Length = random.Next(text.Length + 1);

            IceCandidate.Parse(text.ToString())?.EndPoint.Port.ShouldNotBe(0);
        }
    }
}
