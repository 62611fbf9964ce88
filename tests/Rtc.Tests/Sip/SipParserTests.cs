using System.Text;
using TalksPlatform.Rtc.Sip;

namespace TalksPlatform.Rtc.Tests.Sip;

public sealed class SipParserTests
{
    private const string Plain =
        "INVITE sip:talk@radio.example SIP/2.0\r\n"
        + "Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bKa;rport, SIP/2.0/TCP [2001:db8::1]:5070;branch=z9hG4bKb\r\n"
        + "From: \"Mali, the \\\"great\\\"\" <sip:mali@192.0.2.1>;tag=1\r\n"
        + "To: sip:talk@radio.example\r\n"
        + "Call-ID: 1@192.0.2.1\r\n"
        + "CSeq: 1 INVITE\r\n"
        + "Contact: <sip:mali@192.0.2.1:5080;transport=udp>;expires=60\r\n"
        + "Content-Type: application/sdp\r\n"
        + "Content-Length: 5\r\n\r\nv=0\r\n";

    [Fact]
    public void A_message_is_read_in_all_its_parts()
    {
        var message = Read(Plain).ShouldBeOfType<SipRequest>();

        message.Method.ShouldBe("INVITE");
        message.From.DisplayName.ShouldBe("Mali, the \"great\"");
        message.From.Tag.ShouldBe("1");
        message.To.Tag.ShouldBeNull();
        message.To.Uri.User.ShouldBe("talk");
        message.Headers.All("Via").Count().ShouldBe(2);
        message.TopVia.WantsRport.ShouldBeTrue();
        message.Contact.ShouldNotBeNull().EffectivePort.ShouldBe(5_080);
        message.Sdp.ShouldBe("v=0\r\n");
    }

    [Fact]
    public void What_is_written_is_read_the_same()
    {
        var first = Read(Plain);
        var again = Read(Encoding.UTF8.GetString(first.ToBytes()));

        again.Headers.ToList().ShouldBe(first.Headers.ToList());
        again.Body.ShouldBe(first.Body);
    }

    // After RFC 4475 §3.1.1: strange, but right.
    [Theory]
    [InlineData("INVITE sip:vivekg@chair-dnrc.example.com;unknownparam SIP/2.0\nTO :\n sip:vivekg@chair-dnrc.example.com ;   tag    = 1918181833n\nfrom   : \"J Rosenberg \\\\\\\"\"       <sip:jdrosen@example.com>\n  ;\n  tag = 98asjd8\nMaX-fOrWaRdS: 0068\nCall-ID: wsinv.ndaksdj@192.0.2.1\nContent-Length   : 0\ncseq: 0009\n  INVITE\nVia  : SIP  /   2.0\n /UDP\n    192.0.2.2;branch=390skdjuw\nNewFangledHeader:   newfangled value\n continued newfangled value\n\n")]
    [InlineData("!interesting-Method0123456789_*+`.%indeed'~ sip:1_unusual.URI~(to-be!sure)&isn't+it$/crazy?,/;;*:&it+has=1,weird!*pas$wo~d_too.(doesn't-it)@example.com SIP/2.0\r\nVia: SIP/2.0/TCP host1.example.com;branch=z9hG4bK-.!%66*_+`'~\r\nTo: \"BEL:\\\u0007 NUL DEL\" <sip:1_unusual.URI~(to-be!sure)&isn't+it$/crazy?,/;;*@example.com>\r\nFrom: token1~` token2'+_ token3*%!.- <sip:mundane@example.com>;fromParam''~+*_!.-%=\"x\";tag=_token~1'+`*%!-.\r\nCall-ID: intmeth.word%ZK-!.*_+'@word`~)(><:\\/\"][?}{\r\nCSeq: 139122385 !interesting-Method0123456789_*+`.%indeed'~\r\nMax-Forwards: 255\r\n\r\n", true)]
    [InlineData("OPTIONS sip:user@example.com SIP/2.0\r\nv: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1\r\nf: <sip:a@b.example>;tag=1\r\nt: <sip:c@d.example>\r\ni: x\r\nCSeq: 1 OPTIONS\r\nl: 0\r\n\r\n")]
    [InlineData("SIP/2.0 200 = 2**3 * 5**2 но сто девяносто девять - простое\r\nVia: SIP/2.0/UDP 192.0.2.198;branch=z9hG4bK1324923\r\nCall-ID: unreason.1234ksdfak3j2erwedfsASdf\r\nCSeq: 35 INVITE\r\nFrom: sip:user@example.com;tag=11141343\r\nTo: sip:user@example.edu;tag=2229\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("SIP/2.0 100 \r\nVia: SIP/2.0/UDP 192.0.2.105;branch=z9hG4bK2398ndaoe\r\nCall-ID: noreason.asndj203insdf99223ndf\r\nCSeq: 35 INVITE\r\nFrom: <sip:user@example.com>;tag=39ansfi3\r\nTo: <sip:user@example.edu>;tag=902jndnke3\r\nContent-Length: 0\r\n\r\n")]
    public void Strange_messages_that_are_right_are_read(string text, bool mayBeRefused = false)
    {
        var read = SipParser.TryParse(Encoding.UTF8.GetBytes(text), out _, out var fault);
        if (!mayBeRefused)
            read.ShouldBeTrue(fault);
    }

    // After RFC 4475 §3.1.2: wrong, and refused.
    [Theory]
    [InlineData("", "Content-Length: 5", "Content-Length: 9999")]
    [InlineData("", "Content-Length: 5", "Content-Length: -999")]
    [InlineData("", "CSeq: 1 INVITE", "CSeq: 36893488147419103232 REGISTER")]
    [InlineData("", "CSeq: 1 INVITE", "CSeq: 1 NEWMETHOD")]
    [InlineData("", "CSeq: 1 INVITE\r\n", "")]
    [InlineData("", "Call-ID: 1@192.0.2.1\r\n", "")]
    [InlineData("", "From: ", "Form: ")]
    [InlineData("", "SIP/2.0\r\nVia", "SIP/7.0\r\nVia")]
    [InlineData("", "INVITE sip:talk@radio.example SIP", "INVITE <sip:talk@radio.example> ;x SIP")]
    [InlineData("", "INVITE sip:talk@radio.example SIP", "INVITE  sip:talk@radio.example SIP")]
    [InlineData("", "Call-ID: 1@192.0.2.1", "Call-ID: 1@192.0.2.1\r\nCall-ID: 2@192.0.2.1")]
    [InlineData("", "SIP/2.0/UDP 192.0.2.1:5060", "SIP/2.0/UDP 192.0.2.1:99999")]
    public void Wrong_messages_are_refused(string prefix, string what, string with)
    {
        Plain.ShouldContain(what);
        var text = prefix + Plain.Replace(what, with, StringComparison.Ordinal);

        SipParser.TryParse(Encoding.UTF8.GetBytes(text), out _, out var fault).ShouldBeFalse();

        fault.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public void A_long_header_that_is_folded_often_costs_no_more_than_its_length()
    {
        var folded = "Subject: " + new string('x', 60_000) + string.Concat(Enumerable.Repeat("\r\n y", 240));
        var message = Encoding.UTF8.GetBytes(Plain.Replace("CSeq", folded + "\r\nCSeq", StringComparison.Ordinal));
        Read(Plain); // what is made at first use is not what we look for

        var before = GC.GetAllocatedBytesForCurrentThread();
        SipParser.TryParse(message, out var read, out var fault).ShouldBeTrue(fault);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        read.ShouldNotBeNull().Headers["Subject"].ShouldBe(new string('x', 60_000) + string.Concat(Enumerable.Repeat(" y", 240)));
        allocated.ShouldBeLessThan(20 * message.Length);
    }

    [Fact]
    public void Nothing_that_a_stranger_sends_makes_the_parser_throw()
    {
        var random = new Random(4_475);
        var seed = Encoding.UTF8.GetBytes(Plain);
        var read = 0;
        for (var i = 0; i < 10_000; i++)
        {
            var datagram = Mutate(seed, random);
            if (!SipParser.TryParse(datagram, out var message, out _))
                continue;

            // Whatever is let through can be used.
            read++;
            _ = (message.From, message.To, message.CSeq, message.TopVia, message.Contact, message.Sdp, message.CallId);
            message.ToBytes().ShouldNotBeEmpty();
            if (message is SipRequest request)
                SipResponse.For(request, 400, localTag: "x").ToBytes().ShouldNotBeEmpty();
        }

        read.ShouldBeGreaterThan(500);
    }

    [Theory]
    [InlineData("sip:a@b.example", "a", "b.example", null)]
    [InlineData("sip:+85620%20x@192.0.2.1:5070;transport=tcp", "+85620 x", "192.0.2.1", 5_070)]
    [InlineData("sips:[2001:db8::1]:5061", "", "2001:db8::1", 5_061)]
    [InlineData("SIP:a:password@b.example?Subject=x", "a", "b.example", null)]
    public void Addresses_are_read(string text, string user, string host, int? port)
    {
        var uri = SipUri.Parse(text);

        uri.User.ShouldBe(user);
        uri.Host.ShouldBe(host);
        uri.Port.ShouldBe(port);
        SipUri.Parse(uri.ToString()).ShouldBe(uri);
    }

    [Theory]
    [InlineData("http://radio.example")]
    [InlineData("sip:")]
    [InlineData("sip:a@")]
    [InlineData("sip:a@b.example:99999")]
    [InlineData("sip:a@b example")]
    [InlineData("sip:a@[::1")]
    public void What_is_no_address_is_refused(string text) => SipUri.TryParse(text, out _).ShouldBeFalse();

    private static SipMessage Read(string text)
    {
        SipParser.TryParse(Encoding.UTF8.GetBytes(text), out var message, out var fault).ShouldBeTrue(fault);
        return message!;
    }

    private static byte[] Mutate(byte[] seed, Random random)
    {
        var bytes = seed.ToList();
        for (var n = random.Next(1, 6); n > 0; n--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(5))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, Math.Min(random.Next(40), bytes.Count - at));
                    break;
                case 2:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(80), bytes.Count - at)));
                    break;
                case 3:
                    bytes[at] = (byte)"\r\n\t ;,<>\":@="[random.Next(12)];
                    break;
                default:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
            }

            if (bytes.Count == 0)
                break;
        }

        return [.. bytes];
    }
}
