using TalksPlatform.Rtc.Rtp;
using TalksPlatform.Rtc.Tests.Rtp;
using TalksPlatform.Rtc.Video;

namespace TalksPlatform.Rtc.Tests.Video;

/// <summary>Pictures by hand-made packets: put together, lost, forwarded from one source and then another.</summary>
public sealed class VideoTests
{
    private static readonly VideoFormat Vp8 = new(VideoCodec.Vp8, 96);
    private readonly SteppedTime _time = new();

    [Fact]
    public void A_vp8_frame_of_several_packets_is_put_together_also_out_of_order()
    {
        var (receiver, frames, _) = Receiver();

        Take(receiver, Packet(1, 100, [0x10, 0x00, 1, 2]));
        Take(receiver, Packet(3, 100, [0x00, 5, 6], marker: true));
        Take(receiver, Packet(2, 100, [0x00, 3, 4]));
        Take(receiver, Packet(4, 3_100, [0x90, 0xF0, 0x81, 0x23, 7, 0x60, 0x01, 9], marker: true)); // all descriptor fields

        frames.ShouldBe([(100u, true, "000102" + "0304" + "0506"), (3_100u, false, "0109")]);
    }

    [Fact]
    public void H264_comes_out_as_a_byte_stream_whatever_it_was_packed_in()
    {
        var (receiver, frames, _) = Receiver(new VideoFormat(VideoCodec.H264, 96));

        Take(receiver, Packet(1, 100, [0x78, 0, 2, 0x67, 0x42, 0, 2, 0x68, 0xCE])); // STAP-A: SPS and PPS
        Take(receiver, Packet(2, 100, [0x7C, 0x85, 1, 2])); // FU-A: an IDR slice begins
        Take(receiver, Packet(3, 100, [0x7C, 0x45, 3], marker: true)); // and ends
        Take(receiver, Packet(4, 3_100, [0x41, 9], marker: true)); // a unit of its own

        frames.ShouldBe(
        [
            (100u, true, "000000016742" + "0000000168CE" + "0000000165010203"),
            (3_100u, false, "000000014109"),
        ]);
    }

    [Fact]
    public void After_a_loss_nothing_is_shown_before_a_keyframe_which_is_asked_for_in_moderation()
    {
        var (receiver, frames, asked) = Receiver();
        Key(receiver, 1, 100);
        for (ushort i = 4; i < 40; i++) // 2 and 3 are lost
        {
            _time.MoveTo(_time.Milliseconds + 33);
            Delta(receiver, i, i * 3_000u);
        }

        frames.Count.ShouldBe(1);
        asked.Count.ShouldBeInRange(2, 5); // the first one of all, then twice a second
        asked.ShouldAllBe(source => source == 7);
        receiver.Statistics.Lost.ShouldBe(2);

        Key(receiver, 40, 200_000);
        Delta(receiver, 41, 203_000);
        frames.Count.ShouldBe(3);
    }

    [Fact]
    public void Another_source_is_shown_from_its_keyframe_on_in_one_unbroken_stream()
    {
        var wire = new Wire();
        var (first, _, _) = Receiver();
        var (second, _, asked) = Receiver();
        using var sender = new VideoSender(Vp8, wire, null, _time);
        sender.Show(first);
        Delta(first, 99, 90);
        Key(first, 100, 1_000);
        Delta(first, 101, 4_000);

        _time.MoveTo(40);
        Delta(second, 5_000, 7_000_000);
        sender.Show(second);
        asked.Count.ShouldBe(1);
        Delta(second, 5_001, 7_003_000); // not decodable by whom saw the first
        Delta(first, 102, 7_000);
        _time.MoveTo(80);
        Key(second, 5_002, 7_006_000);
        Delta(first, 103, 10_000);
        Delta(second, 5_003, 7_009_000);

        var sent = wire.UnderWay.Select(Parse).ToList();
        sent.Count.ShouldBe(5);
        sent.Select(packet => (ushort)(packet.Sequence - sent[0].Sequence)).ShouldBe([0, 1, 2, 3, 4]);
        sent.Select(packet => packet.Ssrc).Distinct().ShouldBe([sender.Ssrc]);
        sent.Zip(sent.Skip(1)).Select(pair => pair.Second.Timestamp - pair.First.Timestamp)
            .ShouldBe([3_000u, 3_000u, 3_600u, 3_000u]); // 40 ms lie between the last of one and the first of the other
    }

    [Fact]
    public void A_viewer_who_needs_a_picture_makes_its_source_send_one()
    {
        var (source, _, asked) = Receiver();
        Key(source, 1, 100);
        asked.Clear();
        using var sender = new VideoSender(Vp8, new Wire(), null, _time);
        sender.Show(source);
        Key(source, 2, 200);
        _time.MoveTo(5_000);
        asked.Clear();

        for (var i = 0; i < 100; i++)
            sender.RequestKeyframe();

        asked.ShouldBe([7u]);
    }

    [Fact]
    public void Hostile_payloads_are_dropped_without_harm()
    {
        var random = new Random(7741);
        foreach (var format in new[] { Vp8, new VideoFormat(VideoCodec.H264, 96) })
        {
            var (receiver, _, _) = Receiver(format);
            using var sender = new VideoSender(format, new Wire(), null, _time);
            sender.Show(receiver);
            for (var i = 0; i < 20_000; i++)
            {
                var payload = new byte[random.Next(0, 40)];
                random.NextBytes(payload);
                Take(receiver, Packet((ushort)(i + random.Next(-5, 5)), (uint)(i / 4 * 3_000), payload, random.Next(4) == 0));
                _time.MoveTo(_time.Milliseconds + 5);
            }
        }
    }

    private static void Take(VideoReceiver receiver, byte[] datagram)
    {
        RtpPacket.TryParse(datagram, out var packet).ShouldBeTrue();
        receiver.Receive(packet, datagram);
    }

    private static void Key(VideoReceiver receiver, ushort sequence, uint timestamp) =>
        Take(receiver, Packet(sequence, timestamp, [0x10, 0x00, 1], marker: true));

    private static void Delta(VideoReceiver receiver, ushort sequence, uint timestamp) =>
        Take(receiver, Packet(sequence, timestamp, [0x10, 0x01, 1], marker: true));

    private static byte[] Packet(ushort sequence, uint timestamp, byte[] payload, bool marker = false)
    {
        var datagram = new byte[RtpPacket.HeaderLength + payload.Length];
        RtpPacket.WriteHeader(datagram, 96, marker, sequence, timestamp, 7);
        payload.CopyTo(datagram.AsSpan(RtpPacket.HeaderLength));
        return datagram;
    }

    private static (ushort Sequence, uint Timestamp, uint Ssrc) Parse(byte[] datagram)
    {
        RtpPacket.TryParse(datagram, out var packet).ShouldBeTrue();
        return (packet.SequenceNumber, packet.Timestamp, packet.Ssrc);
    }

    private (VideoReceiver Receiver, List<(uint Timestamp, bool IsKey, string Data)> Frames, List<uint> Asked) Receiver(VideoFormat? format = null)
    {
        var asked = new List<uint>();
        var frames = new List<(uint, bool, string)>();
        var receiver = new VideoReceiver(format ?? Vp8, asked.Add, _time);
        receiver.FrameReceived += frame => frames.Add((frame.Timestamp, frame.IsKeyframe, Convert.ToHexString(frame.Data)));
        return (receiver, frames, asked);
    }
}
