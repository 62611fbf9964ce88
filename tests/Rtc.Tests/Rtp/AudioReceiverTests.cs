using TalksPlatform.Rtc.Codecs;
using TalksPlatform.Rtc.Rtp;
using TalksPlatform.TestKit;
using TalksPlatform.TestKit.Peers;

namespace TalksPlatform.Rtc.Tests.Rtp;

public sealed class AudioReceiverTests
{
    public static TheoryData<AudioFormat> Formats =>
        [AudioFormat.Opus(111), AudioFormat.G722(), AudioFormat.Pcma(), AudioFormat.Pcmu()];

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_voice_arrives_whole_and_soon(AudioFormat format)
    {
        using var line = new VoiceLine(format);

        line.Run(seconds: 3);

        Tone.Frequency(line.LastSecond(), 48_000).ShouldBe(1_000, 2);
        Tone.Level(line.LastSecond(), 1_000, 48_000).ShouldBe(-12, 1);
        var statistics = line.Receiver.Statistics;
        statistics.Received.ShouldBe(150);
        statistics.Lost.ShouldBe(0);
        statistics.Concealed.ShouldBe(0);
        statistics.DepthMilliseconds.ShouldBeLessThan(60);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void The_voice_goes_on_when_one_packet_in_twenty_is_lost(AudioFormat format)
    {
        using var line = new VoiceLine(format) { Travel = packet => packet % 20 == 19 ? null : 10 };

        line.Run(seconds: 5);

        Tone.Level(line.LastSecond(), 1_000, 48_000).ShouldBe(-12, 1.5);
        line.Sounded.Skip(10).ShouldAllBe(sounded => sounded);
        var statistics = line.Receiver.Statistics;
        statistics.Lost.ShouldBeInRange(11, 13);
        (statistics.Concealed + statistics.Recovered).ShouldBeInRange(11, 13);
    }

    [Fact]
    public void Packets_that_overtake_each_other_are_put_in_order()
    {
        using var line = new VoiceLine(AudioFormat.Pcma()) { Travel = packet => packet % 4 == 2 ? 45 : 10 };

        line.Run(seconds: 1); // learns
        var lostWhileLearning = line.Receiver.Statistics.Lost;
        line.Run(seconds: 3);

        Tone.Level(line.LastSecond(), 1_000, 48_000).ShouldBe(-12, 0.5);
        line.Receiver.Statistics.Lost.ShouldBe(lostWhileLearning);
        line.Receiver.Statistics.TargetMilliseconds.ShouldBeInRange(40, 80);
    }

    [Fact]
    public void The_delay_grows_with_jitter_and_shrinks_when_the_network_is_good_again()
    {
        var random = new Random(1);
        using var line = new VoiceLine(AudioFormat.Opus(111)) { Travel = _ => 10 + (random.NextDouble() * 120) };
        line.Run(seconds: 10);
        line.Receiver.Statistics.DepthMilliseconds.ShouldBeInRange(100, 200);

        line.Travel = _ => 10;
        line.Run(seconds: 40);

        line.Receiver.Statistics.TargetMilliseconds.ShouldBeLessThan(50);
        line.Receiver.Statistics.DepthMilliseconds.ShouldBeLessThan(80);
    }

    [Theory]
    [InlineData(20.01)]
    [InlineData(19.99)]
    public void A_far_clock_that_runs_wrong_neither_starves_nor_floods_us(double interval)
    {
        using var line = new VoiceLine(AudioFormat.G722()) { SenderInterval = interval };

        line.Run(seconds: 120); // 60 ms of drift

        line.Receiver.Statistics.DepthMilliseconds.ShouldBeInRange(5, 80);
        line.Receiver.Statistics.Concealed.ShouldBeLessThan(3);
        Tone.Level(line.LastSecond(), 1_000, 48_000).ShouldBe(-12, 1);
    }

    [Fact]
    public void Silence_ends_the_voice_and_it_comes_back()
    {
        using var line = new VoiceLine(AudioFormat.Opus(111));
        line.Run(seconds: 1);
        line.Run(seconds: 2, says: false);
        line.Sounded[^1].ShouldBeFalse();
        line.LastSecond().ShouldAllBe(sample => sample == 0);

        line.Run(seconds: 2);

        line.Sounded[^1].ShouldBeTrue();
        Tone.Level(line.LastSecond(), 1_000, 48_000).ShouldBe(-12, 1);
        line.Receiver.Statistics.Lost.ShouldBe(0);
    }

    [Fact]
    public void A_stalled_reader_skips_to_the_present()
    {
        using var line = new VoiceLine(AudioFormat.Pcmu());
        line.Run(seconds: 1);

        var kept = line.Wire;
        for (var i = 0; i < 60; i++) // more than a second arrives unread
            line.Sender.Send(Tone.Make(1_000, -12, 48_000, 960, i * 960));
        kept.Deliver(line.Receiver);
        line.Run(seconds: 2);

        line.Receiver.Statistics.DepthMilliseconds.ShouldBeLessThan(250);
        line.Sounded[^1].ShouldBeTrue();
    }

    [Fact]
    public void Another_source_takes_over_at_once()
    {
        using var line = new VoiceLine(AudioFormat.Pcma());
        line.Run(seconds: 1);
        using var other = new AudioSender(AudioFormat.Pcma(), line.Wire);
        var frame = new float[960];
        line.Run(seconds: 0.5, says: false);

        for (var i = 0; i < 10; i++)
            other.Send(Tone.Make(440, -6, 48_000, 960, i * 960));
        line.Wire.Deliver(line.Receiver);
        var heard = new List<float>();
        for (var i = 0; i < 8; i++)
        {
            line.Receiver.Read(frame);
            heard.AddRange(frame);
        }

        Tone.Level(heard.Skip(1920).Take(4_800).ToArray(), 440, 48_000).ShouldBe(-6, 1.5);
    }

    [Fact]
    public void Reading_allocates_nothing_while_packets_come_go_and_are_lost()
    {
        Allocation.Of(() => Read(AudioFormat.Opus(111))).ShouldBe(0);
        Allocation.Of(() => Read(AudioFormat.Pcma())).ShouldBe(0);
    }

    private static long Read(AudioFormat format)
    {
        var wire = new Wire();
        using var sender = new AudioSender(format, wire);
        var time = new SteppedTime();
        using var receiver = new AudioReceiver(format, new JitterOptions { Time = time });
        var frame = new float[960];
        long allocated = 0;
        for (var i = 0; i < 500; i++)
        {
            time.MoveTo(i * 20);
            sender.Send(Tone.Make(1_000, -12, 48_000, 960, i * 960L));
            if (i % 10 == 3)
                wire.UnderWay.Clear();
            if (i % 7 != 0)
                wire.Deliver(receiver);

            var before = GC.GetAllocatedBytesForCurrentThread();
            receiver.Read(frame);
            if (i > 50)
                allocated += GC.GetAllocatedBytesForCurrentThread() - before;
        }

        receiver.Statistics.Concealed.ShouldBeGreaterThan(0);
        return allocated;
    }

    [Fact]
    public void Hostile_packets_neither_crash_the_receiver_nor_make_it_deaf()
    {
        using var line = new VoiceLine(AudioFormat.Opus(111, 101));
        line.Run(seconds: 1);
        var random = new Random(7);
        var frame = new float[960];
        for (var i = 0; i < 10_000; i++)
        {
            var packet = new byte[random.Next(1_700)];
            random.NextBytes(packet);
            if (packet.Length > 1 && i % 3 != 0)
            {
                packet[0] = (byte)(0x80 | (packet[0] & 0x3F));
                packet[1] = random.Next(2) == 0 ? (byte)111 : (byte)101;
            }

            line.Receiver.Receive(packet);
            if (i % 5 == 0)
                line.Receiver.Read(frame);
            frame.ShouldAllBe(sample => float.IsFinite(sample));
        }

        line.Run(seconds: 3);
        Tone.Level(line.LastSecond(), 1_000, 48_000).ShouldBe(-12, 1);
    }
}
