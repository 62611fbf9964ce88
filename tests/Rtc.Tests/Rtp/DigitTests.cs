using TalksPlatform.Rtc.Rtp;

namespace TalksPlatform.Rtc.Tests.Rtp;

public sealed class DigitTests
{
    [Fact]
    public void Each_key_is_heard_once_and_in_order()
    {
        using var line = new VoiceLine(AudioFormat.Pcma(101));
        var digits = "";
        line.Receiver.Digit += digit => digits += digit;
        line.Run(seconds: 0.5);

        foreach (var key in "11209*#AD")
            line.Sender.SendDigit(key);
        line.Run(seconds: 3);

        digits.ShouldBe("11209*#AD");
        line.Receiver.Statistics.Lost.ShouldBe(0);
    }

    [Fact]
    public void A_key_is_heard_though_its_first_packets_are_lost_and_the_others_doubled()
    {
        using var receiver = new AudioReceiver(AudioFormat.Opus(111, 126));
        var wire = new Wire();
        using var sender = new AudioSender(AudioFormat.Opus(111, 126), wire);
        var digits = "";
        receiver.Digit += digit => digits += digit;

        sender.SendDigit('5');
        for (var i = 0; i < 10; i++)
            sender.Send(new float[960]);
        wire.UnderWay.RemoveRange(0, 4);
        foreach (var packet in wire.UnderWay.Concat(wire.UnderWay))
            receiver.Receive(packet);

        digits.ShouldBe("5");
    }

    [Fact]
    public void A_key_looks_on_the_wire_as_the_standard_wants()
    {
        var wire = new Wire();
        using var sender = new AudioSender(AudioFormat.Pcmu(101), wire);
        sender.Send(new float[960]);
        wire.UnderWay.Clear();

        sender.SendDigit('#', milliseconds: 100);
        for (var i = 0; i < 6; i++)
            sender.Send(new float[960]);

        var events = wire.UnderWay.Select(Parse).TakeWhile(packet => packet.Type == 101).ToList();
        events.Count.ShouldBe(7); // 5 frames, the last one three times
        events.Select(packet => packet.Marker).ShouldBe([true, false, false, false, false, false, false]);
        events.Select(packet => packet.Timestamp).Distinct().Count().ShouldBe(1);
        events.Select(packet => packet.Duration).ShouldBe([160, 320, 480, 640, 800, 800, 800]);
        events.Select(packet => packet.IsEnd).ShouldBe([false, false, false, false, true, true, true]);
        events.ShouldAllBe(packet => packet.Event == 11);
        var voice = Parse(wire.UnderWay[7]);
        voice.Marker.ShouldBeTrue();
        (voice.Timestamp - events[0].Timestamp).ShouldBe(800u);
    }

    private static Seen Parse(byte[] datagram)
    {
        RtpPacket.TryParse(datagram, out var packet).ShouldBeTrue();
        return new Seen(
            packet.PayloadType,
            packet.Marker,
            packet.Timestamp,
            packet.Payload[0],
            (packet.Payload[1] & 0x80) != 0,
            packet.Payload[2] << 8 | packet.Payload[3]);
    }

    private sealed record Seen(byte Type, bool Marker, uint Timestamp, byte Event, bool IsEnd, int Duration);
}
