using TalksPlatform.Rtc.Rtp;

namespace TalksPlatform.Rtc.Tests.Rtp;

/// <summary>Lost packets that come another way: within a later one (RFC 2198) or again (RFC 4588).</summary>
public sealed class RepeatedPacketTests(ITestOutputHelper output)
{
    private const byte Red = 63;
    private const byte Rtx = 97;

    [Fact]
    public void A_lost_packet_is_heard_from_the_next_that_repeats_it()
    {
        var random = new Random(2);
        var format = AudioFormat.Opus(111) with { Features = new RtpFeatures { RedundancyPayloadType = Red } };
        using var line = new VoiceLine(format, new() { ForwardErrorCorrection = false })
        {
            Says = Speech.At,
            Travel = _ => random.NextDouble() < 0.05 ? null : 10,
            Rewrite = new RedWriter(111, Red, blocks: 2).Wrap,
        };

        line.Run(seconds: 60);

        var statistics = line.Receiver.Statistics;
        output.WriteLine(statistics.ToString());
        statistics.Malformed.ShouldBe(0);
        statistics.Received.ShouldBeInRange(2_800, 2_900);
        statistics.Recovered.ShouldBeGreaterThan(100);
        statistics.Concealed.ShouldBeLessThan(15); // half a percent: pairs lost before the delay covers them
        statistics.DepthMilliseconds.ShouldBeLessThan(90);
    }

    [Fact]
    public void A_lost_packet_is_asked_for_and_heard_when_it_comes_again()
    {
        var random = new Random(3);
        var format = AudioFormat.Opus(111) with { Features = new RtpFeatures { Nack = true, RepairPayloadType = Rtx } };
        using var line = new VoiceLine(format, new() { ForwardErrorCorrection = false })
        {
            Says = Speech.At,
            Travel = _ => random.NextDouble() < 0.05 ? null : 20,
            AsksAgain = true,
        };
        line.Run(seconds: 10); // learns how long an answer takes

        var before = line.Receiver.Statistics;
        line.Run(seconds: 60);

        var statistics = line.Receiver.Statistics;
        (statistics.Recovered - before.Recovered).ShouldBeGreaterThan(100);
        (statistics.Concealed - before.Concealed).ShouldBeLessThan(30); // 1 %
        statistics.DepthMilliseconds.ShouldBeLessThan(150);
    }

    [Fact]
    public void A_payload_that_promises_more_than_it_holds_is_refused()
    {
        var format = AudioFormat.Opus(111) with { Features = new RtpFeatures { RedundancyPayloadType = Red, RepairPayloadType = Rtx } };
        using var receiver = new AudioReceiver(format);
        var random = new Random(5);
        var frame = new float[VoiceFrame.Samples];
        for (var i = 0; i < 20_000; i++)
        {
            var packet = new byte[random.Next(12, 60)];
            random.NextBytes(packet);
            RtpPacket.WriteHeader(packet, i % 2 == 0 ? Red : Rtx, marker: false, (ushort)i, (uint)i * 960, 7);
            receiver.Receive(packet);
            if (i % 3 == 0)
                receiver.Read(frame);
        }

        byte[] promise = [.. new byte[12], 0x80 | 111, 0, 3, 0xFF, 111, 1, 2];
        RtpPacket.WriteHeader(promise, Red, marker: false, 1, 1, 7);
        var malformed = receiver.Statistics.Malformed;
        receiver.Receive(promise).ShouldBeFalse();
        receiver.Statistics.Malformed.ShouldBe(malformed + 1);
    }

    /// <summary>Makes RED of plain packets, as a browser does.</summary>
    private sealed class RedWriter(byte inner, byte outer, int blocks)
    {
        private readonly List<(uint Timestamp, byte[] Payload)> _before = [];

        public byte[] Wrap(byte[] datagram)
        {
            RtpPacket.TryParse(datagram, out var packet).ShouldBeTrue();
            var wrapped = new List<byte>(datagram[..12]);
            wrapped[1] = (byte)(outer | (packet.Marker ? 0x80 : 0));
            foreach (var (timestamp, payload) in _before)
            {
                var offset = packet.Timestamp - timestamp;
                wrapped.AddRange([(byte)(0x80 | inner), (byte)(offset >> 6), (byte)(offset << 2 | (uint)payload.Length >> 8), (byte)payload.Length]);
            }

            wrapped.Add(inner);
            wrapped.AddRange(_before.SelectMany(block => block.Payload));
            wrapped.AddRange(packet.Payload.ToArray());
            _before.Add((packet.Timestamp, packet.Payload.ToArray()));
            if (_before.Count > blocks)
                _before.RemoveAt(0);
            return [.. wrapped];
        }
    }
}
