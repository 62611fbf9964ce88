using TalksPlatform.Rtc.Rtp;

namespace TalksPlatform.Rtc.Tests.Rtp;

public sealed class RtpPacketTests
{
    [Fact]
    public void A_header_is_read_as_it_was_written()
    {
        var datagram = new byte[16];
        RtpPacket.WriteHeader(datagram, 111, marker: true, 65_535, 4_000_000_000, 0xDEADBEEF);

        RtpPacket.TryParse(datagram, out var packet).ShouldBeTrue();

        packet.Marker.ShouldBeTrue();
        packet.PayloadType.ShouldBe((byte)111);
        packet.SequenceNumber.ShouldBe((ushort)65_535);
        packet.Timestamp.ShouldBe(4_000_000_000);
        packet.Ssrc.ShouldBe(0xDEADBEEF);
        packet.Payload.Length.ShouldBe(4);
    }

    [Fact]
    public void Sources_extension_and_padding_are_not_taken_for_sound()
    {
        byte[] datagram =
        [
            0xB1, 0x60, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3, // padding, extension, one source
            9, 9, 9, 9,
            0xBE, 0xDE, 0, 1, 0x10, 0xFF, 0, 0,
            42, 43,
            0, 2,
        ];

        RtpPacket.TryParse(datagram, out var packet).ShouldBeTrue();

        packet.ContributingSources.ToArray().ShouldBe([9, 9, 9, 9]);
        packet.ExtensionProfile.ShouldBe((ushort)0xBEDE);
        packet.Extension.ToArray().ShouldBe([0x10, 0xFF, 0, 0]);
        packet.Payload.ToArray().ShouldBe([42, 43]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("80")]
    [InlineData("4000000100000002000000AA")] // version 1
    [InlineData("810000010000000200000003")] // a source is promised
    [InlineData("900000010000000200000003BEDE0005")] // so is an extension
    [InlineData("A000000100000002000000FF")] // more padding than packet
    [InlineData("A0000001000000020000000300")] // padding of nothing
    public void A_packet_that_promises_more_than_it_holds_is_refused(string hex) =>
        RtpPacket.TryParse(Convert.FromHexString(hex), out _).ShouldBeFalse();

    [Fact]
    public void Sequence_numbers_go_on_growing_over_the_wrap_and_out_of_order()
    {
        var sequences = default(SequenceUnwrapper);
        var first = sequences.Unwrap(65_534);

        sequences.Unwrap(65_535).ShouldBe(first + 1);
        sequences.Unwrap(1).ShouldBe(first + 3);
        sequences.Unwrap(0).ShouldBe(first + 2);
        sequences.Unwrap(65_533).ShouldBe(first - 1);
        sequences.Unwrap(2).ShouldBe(first + 4);
    }
}
