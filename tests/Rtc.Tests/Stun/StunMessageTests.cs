using System.Net;
using System.Text;
using TalksPlatform.Rtc.Ice;
using TalksPlatform.Rtc.Stun;

namespace TalksPlatform.Rtc.Tests.Stun;

/// <summary>Connectivity checks as the standards write them, and as attackers do.</summary>
public sealed class StunMessageTests
{
    private static readonly byte[] Password = "VOkJxbRl1RmTxUk/WvJxBt"u8.ToArray();

    // RFC 5769, sections 2.1 to 2.3
    private static readonly byte[] SampleRequest = Convert.FromHexString(
        "000100582112a442b7e7a701bc34d686fa87dfae802200105354554e207465737420636c69656e74002400046e0001ff"
        + "80290008932ff9b151263b36000600096576746a3a68367659202020000800149aeaa70cbfd8cb56781ef2b5b2d3f249c1b571a2"
        + "80280004e57a3bcf");

    private static readonly byte[] SampleResponseV4 = Convert.FromHexString(
        "0101003c2112a442b7e7a701bc34d686fa87dfae8022000b7465737420766563746f7220002000080001a147e112a643"
        + "000800142b91f599fd9e90c38c7489f92af9ba53f06be7d780280004c07d4c96");

    private static readonly byte[] SampleResponseV6 = Convert.FromHexString(
        "010100482112a442b7e7a701bc34d686fa87dfae8022000b7465737420766563746f7220002000140002a1470113a9faa5d3f179"
        + "bc25f4b5bed2b9d900080014a382954e4be67bf11784c97c8292c275bfe3ed4180280004c8fb0b4c");

    // Section 2.4: an authenticated request with long-term credentials; it bears no fingerprint.
    private static readonly byte[] SampleLongTermRequest = Convert.FromHexString(
        "000100602112a44278ad3433c6ad72c029da412e00060012e3839ee38388e383aae38383e382afe382b900000015001c"
        + "662f2f3439396b39353464364f4c33346f4c394653547679363473410014000b6578616d706c652e6f726700"
        + "00080014f67024656dd64a3e02b8e0712e85c9a28ca89666");

    // MD5 of "マトリックス:example.org:TheMatrIX" (RFC 8489, section 18.5.1.1)
    private static readonly byte[] LongTermKey = Convert.FromHexString("e8ca7ad59d5eb0518e312911d2dab2a9");

    [Fact]
    public void The_sample_request_with_long_term_credentials_is_read_and_understood_in_part()
    {
        StunMessage.TryParse(SampleLongTermRequest, out var message).ShouldBeTrue();

        message.HasFingerprint.ShouldBeFalse();
        message.TryGet(StunAttribute.Username, out var username).ShouldBeTrue();
        Encoding.UTF8.GetString(username).ShouldBe("マトリックス");
        message.IsIntact(LongTermKey).ShouldBeTrue();
        message.IsIntact("TheMatrIX"u8).ShouldBeFalse();
        message.UnknownAttribute.ShouldBe((ushort)0x0015, "a nonce belongs to a mechanism that connectivity checks do not use");
    }

    [Fact]
    public void The_sample_request_of_rfc_5769_is_read()
    {
        StunMessage.TryParse(SampleRequest, out var message).ShouldBeTrue();

        message.Class.ShouldBe(StunClass.Request);
        message.Method.ShouldBe(StunFormat.BindingMethod);
        message.HasFingerprint.ShouldBeTrue();
        message.UnknownAttribute.ShouldBe((ushort)0);
        message.TryGet(StunAttribute.Username, out var username).ShouldBeTrue();
        Encoding.ASCII.GetString(username).ShouldBe("evtj:h6vY");
        message.IsIntact(Password).ShouldBeTrue();
        message.IsIntact("another password of us"u8).ShouldBeFalse();
    }

    [Fact]
    public void The_sample_responses_of_rfc_5769_are_read()
    {
        StunMessage.TryParse(SampleResponseV4, out var v4).ShouldBeTrue();
        v4.Class.ShouldBe(StunClass.SuccessResponse);
        v4.IsIntact(Password).ShouldBeTrue();
        v4.TryGetMappedAddress(out var address).ShouldBeTrue();
        address.ToIPEndPoint().ShouldBe(IPEndPoint.Parse("192.0.2.1:32853"));

        StunMessage.TryParse(SampleResponseV6, out var v6).ShouldBeTrue();
        v6.IsIntact(Password).ShouldBeTrue();
        v6.TryGetMappedAddress(out address).ShouldBeTrue();
        address.ToIPEndPoint().ShouldBe(IPEndPoint.Parse("[2001:db8:1234:5678:11:2233:4455:6677]:32853"));
    }

    [Theory]
    [InlineData("203.0.113.9:5004")]
    [InlineData("[2001:db8::1]:65535")]
    public void What_is_written_is_read_again(string endPoint)
    {
        var address = TransportAddress.From(IPEndPoint.Parse(endPoint));
        var buffer = new byte[StunWriter.BufferLength];
        var writer = new StunWriter(buffer, StunClass.SuccessResponse, new TransactionId(7, 8));
        writer.Add(StunAttribute.Username, "abc"u8);
        writer.AddMappedAddress(address);
        writer.AddIntegrity(Password);
        writer.AddFingerprint();

        StunMessage.TryParse(buffer.AsSpan(0, writer.Length), out var message).ShouldBeTrue();
        message.TransactionId.ShouldBe(new TransactionId(7, 8));
        message.IsIntact(Password).ShouldBeTrue();
        message.TryGetMappedAddress(out var read).ShouldBeTrue();
        read.ShouldBe(address);
    }

    [Fact]
    public void Nothing_behind_the_integrity_is_believed()
    {
        var buffer = new byte[StunWriter.BufferLength];
        var writer = new StunWriter(buffer, StunClass.Request, new TransactionId(1, 2));
        writer.AddIntegrity(Password);
        writer.Add(StunAttribute.UseCandidate, []);
        writer.AddFingerprint();

        StunMessage.TryParse(buffer.AsSpan(0, writer.Length), out var message).ShouldBeTrue();
        message.IsIntact(Password).ShouldBeTrue();
        message.Has(StunAttribute.UseCandidate).ShouldBeFalse();
    }

    [Fact]
    public void No_input_breaks_the_reader()
    {
        var random = new Random(5769);
        byte[][] seeds = [SampleRequest, SampleResponseV4, SampleResponseV6];
        for (var i = 0; i < 10_000; i++)
        {
            var input = Mutate(seeds[i % seeds.Length], random);
            if (!StunMessage.TryParse(input, out var message))
                continue;

            message.TryGetMappedAddress(out _);
            foreach (var attribute in Enum.GetValues<StunAttribute>())
                message.TryGet(attribute, out _);
            var changed = !input.AsSpan().SequenceEqual(seeds[i % seeds.Length]);
            (message.IsIntact(Password) && changed && message.HasFingerprint).ShouldBeFalse();
        }
    }

    private static byte[] Mutate(byte[] seed, Random random)
    {
        var input = seed.ToArray().ToList();
        for (var n = random.Next(1, 6); n > 0; n--)
        {
            var at = random.Next(input.Count);
            switch (random.Next(4))
            {
                case 0: input[at] ^= (byte)(1 << random.Next(8)); break;
                case 1: input[at] = (byte)random.Next(256); break;
                case 2: input.RemoveRange(at, Math.Min(random.Next(5), input.Count - at - 1)); break;
                default: input.InsertRange(at, seed.Take(random.Next(5))); break;
            }
        }

        // Half of them get their length right, to come past the first gate.
        if (input.Count >= 4 && random.Next(2) == 0)
        {
            input[2] = (byte)((input.Count - 20) >> 8);
            input[3] = (byte)(input.Count - 20);
        }

        return [.. input];
    }
}
