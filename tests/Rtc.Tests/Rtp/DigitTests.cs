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

    [Fact]
    public void The_same_key_twice_is_two_though_the_ends_of_the_first_and_the_start_of_the_second_are_lost()
    {
        var digits = Hear(
            Event(5, 1_000, 160, marker: true), Event(5, 1_000, 320),
            Event(5, 3_000, 480), Event(5, 3_000, 640, isEnd: true), Event(5, 3_000, 640, isEnd: true));

        digits.ShouldBe("55");
    }

    [Fact]
    public void Packets_of_a_key_that_come_after_those_of_the_next_are_none()
    {
        var digits = Hear(
            Event(1, 1_000, 160, marker: true), Event(2, 2_000, 160, marker: true), Event(1, 1_000, 320, isEnd: true),
            Event(2, 2_000, 320, isEnd: true));

        digits.ShouldBe("12");
    }

    [Fact]
    public void A_key_held_for_longer_than_an_event_can_tell_is_one_key()
    {
        var digits = Hear(
            Event(9, 1_000, 160, marker: true), Event(9, 1_000, 65_535), Event(9, 66_535, 160), Event(9, 66_535, 320, isEnd: true));

        digits.ShouldBe("9");
    }

    [Fact]
    public void A_source_that_begins_anew_may_press_at_any_time_of_its_own()
    {
        Hear(Event(1, 900_000, 160), Event(2, 10, 160, ssrc: 2), Event(2, 10, 320, ssrc: 2)).ShouldBe("12");
    }

    [Fact]
    public void Events_that_are_no_keys_and_events_cut_short_are_passed_over() =>
        Hear(Event(16, 1_000, 160), Event(255, 2_000, 160), Event(3, 3_000, 160)[..14], Event(4, 4_000, 160)).ShouldBe("4");

    private static string Hear(params byte[][] packets)
    {
        using var receiver = new AudioReceiver(AudioFormat.Pcma(101));
        var digits = "";
        receiver.Digit += digit => digits += digit;
        for (var i = 0; i < packets.Length; i++)
        {
            packets[i][3] = (byte)i; // the sequence
            receiver.Receive(packets[i]);
        }

        return digits;
    }

    private static byte[] Event(byte key, uint timestamp, ushort duration, bool marker = false, bool isEnd = false, uint ssrc = 1)
    {
        var packet = new byte[RtpPacket.HeaderLength + 4];
        RtpPacket.WriteHeader(packet, 101, marker, 0, timestamp, ssrc);
        DigitDetector.Write(packet.AsSpan(RtpPacket.HeaderLength), key, isEnd, duration);
        return packet;
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
