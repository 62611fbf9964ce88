using FsCheck;
using FsCheck.Fluent;
using TalksPlatform.Rtc.Rtp;

namespace TalksPlatform.Rtc.Tests.Rtp;

public sealed class HeaderExtensionTests
{
    [Theory]
    [InlineData(14, "0", 0xBEDE)]
    [InlineData(15, "0", 0x1000)] // 15 means nothing in the short form
    [InlineData(3, "a section with a long name", 0x1000)]
    public void What_is_added_is_found(byte id, string name, int profile)
    {
        var datagram = Packet();
        var writer = new HeaderExtensionWriter(datagram, largestId: id, longestValue: name.Length);
        writer.Add(1, 1)[0] = 0x9E;
        System.Text.Encoding.ASCII.GetBytes(name, writer.Add(id, name.Length));
        var begin = writer.Finish();
        datagram[begin] = 42;

        RtpPacket.TryParse(datagram.AsSpan(0, begin + 1), out var packet).ShouldBeTrue();

        packet.ExtensionProfile.ShouldBe((ushort)profile);
        packet.Payload.ToArray().ShouldBe([42]);
        HeaderExtensionReader.TryFind(packet, 1, out var level).ShouldBeTrue();
        AudioLevel.Read(level[0]).ShouldBe(new AudioLevel(30, IsVoice: true));
        HeaderExtensionReader.TryFind(packet, id, out var found).ShouldBeTrue();
        System.Text.Encoding.ASCII.GetString(found).ShouldBe(name);
        HeaderExtensionReader.TryFind(packet, 2, out _).ShouldBeFalse();
        HeaderExtensionReader.TryFind(packet, 0, out _).ShouldBeFalse();
    }

    [Fact]
    public void Without_any_element_the_header_stays_plain()
    {
        var datagram = Packet();

        new HeaderExtensionWriter(datagram, 1, 1).Finish().ShouldBe(RtpPacket.HeaderLength);

        datagram[0].ShouldBe((byte)0x80);
    }

    [Theory]
    [InlineData("BEDE", "00 00 00 11 AA 00", 1, "AA", false)] // padding before; the second byte is missing
    [InlineData("BEDE", "10 AA F0 20 BB 00 00 00", 2, "", false)] // 15 ends the list
    [InlineData("BEDE", "10 AA 00 20 BB 00 00 00", 2, "BB", true)]
    [InlineData("1000", "01 00 02 01 BB 00 00 00", 2, "BB", true)] // an element without a value before
    [InlineData("100F", "02 01 BB 00", 2, "BB", true)]
    [InlineData("1000", "02 09 BB 00", 2, "", false)] // longer than the extension
    [InlineData("ABCD", "20 BB 00 00", 2, "", false)] // somebody's own form
    public void Each_form_is_read_as_the_standard_has_it(string profile, string elements, byte id, string value, bool isThere)
    {
        var bytes = Convert.FromHexString(elements.Replace(" ", "", StringComparison.Ordinal));
        var padded = bytes.Concat(new byte[(4 - (bytes.Length % 4)) % 4]).ToArray();
        byte[] datagram =
        [
            0x90, 111, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3,
            .. Convert.FromHexString(profile), 0, (byte)(padded.Length / 4), .. padded, 42,
        ];
        RtpPacket.TryParse(datagram, out var packet).ShouldBeTrue();

        var found = HeaderExtensionReader.TryFind(packet, id, out var span);

        if (isThere)
            Convert.ToHexString(span).ShouldBe(value);
        found.ShouldBe(isThere || (value.Length > 0 && span.Length == 2));
    }

    [Fact]
    public void A_sender_says_its_level_its_section_and_its_number_in_the_transport()
    {
        var wire = new Wire();
        var format = AudioFormat.Opus(111) with
        {
            Features = new RtpFeatures { Extensions = new(1, 4, 2, 3), MediaId = "0" },
        };
        using var sender = new AudioSender(format, wire) { Numbers = new TransportNumbers() };

        for (var i = 0; i < 60; i++)
            sender.Send(TestKit.Peers.Tone.Make(1_000, -12, 48_000, 960, i * 960));

        RtpPacket.TryParse(wire.UnderWay[1], out var second).ShouldBeTrue();
        HeaderExtensionReader.TryFind(second, 1, out var level).ShouldBeTrue();
        AudioLevel.Read(level[0]).ShouldBe(new AudioLevel(15, IsVoice: true)); // a sine's mean is 3 dB below its peak
        HeaderExtensionReader.TryFind(second, 3, out var number).ShouldBeTrue();
        number.ToArray().ShouldBe([0, 2]);
        HeaderExtensionReader.TryFind(second, 2, out var sentAt).ShouldBeTrue();
        sentAt.Length.ShouldBe(3);
        HeaderExtensionReader.TryFind(second, 4, out var section).ShouldBeTrue();
        section.ToArray().ShouldBe([(byte)'0']);
        RtpPacket.TryParse(wire.UnderWay[^1], out var last).ShouldBeTrue();
        HeaderExtensionReader.TryFind(last, 4, out _).ShouldBeFalse(); // everybody knows by now
        using var receiver = new AudioReceiver(format);
        wire.Deliver(receiver);
        receiver.Statistics.Received.ShouldBe(60);
    }

    [Fact]
    public void No_bytes_make_a_reader_fail() => Prop.ForAll<byte[], ushort>((bytes, profile) =>
    {
        byte[] header = [0x90, 111, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3, (byte)(profile >> 8), (byte)profile, 0, 2];
        if (RtpPacket.TryParse([.. header, .. bytes], out var packet))
        {
            var reader = new HeaderExtensionReader(packet);
            while (reader.TryRead())
                reader.Value.Length.ShouldBeLessThanOrEqualTo(8);
        }
    }).QuickCheckThrowOnFailure();

    private static byte[] Packet()
    {
        var datagram = new byte[100];
        RtpPacket.WriteHeader(datagram, 111, marker: false, 1, 2, 3);
        return datagram;
    }
}
