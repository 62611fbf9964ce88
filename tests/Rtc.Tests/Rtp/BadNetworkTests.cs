using TalksPlatform.Rtc.Rtp;

namespace TalksPlatform.Rtc.Tests.Rtp;

/// <summary>Recorded speech by Opus over bad networks, in stepped time; each test prints what it measured.</summary>
public sealed class BadNetworkTests(ITestOutputHelper output) : IDisposable
{
    private const double Near = 10; // ms

    private readonly Random _random = new(5);
    private readonly VoiceLine _line = new(AudioFormat.Opus(111)) { Says = Speech.At };

    [Fact]
    public void On_a_good_network_nothing_is_made_up_and_the_delay_is_least()
    {
        var minute = Listen(60, () => Near);

        minute.Concealed.ShouldBe(0);
        minute.Depth.ShouldBeLessThan(45);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Jitter_of_60_ms_costs_delay_and_no_sound(bool inOrder)
    {
        _line.InOrder = inOrder;
        Listen(5, () => Near + Jitter(60)); // learns

        var minute = Listen(60, () => Near + Jitter(60));

        minute.Concealed.ShouldBeLessThan(0.005);
        minute.Depth.ShouldBeLessThan(110);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void With_one_packet_in_twenty_lost_and_60_ms_of_jitter_speech_goes_on(bool inOrder)
    {
        _line.InOrder = inOrder;

        var minute = Listen(60, () => Lost(0.05) ? null : Near + Jitter(60));

        minute.Lost.ShouldBeInRange(0.04, 0.06);
        minute.Concealed.ShouldBeLessThan(0.02);
        minute.Recovered.ShouldBeGreaterThan(0.03);
        minute.Depth.ShouldBeLessThan(110);
        _line.Sounded.Skip(10).ShouldAllBe(sounded => sounded);
    }

    [Fact]
    public void With_a_third_of_the_packets_lost_speech_degrades_and_is_whole_again_afterwards()
    {
        Listen(5, () => Near);

        var bad = Listen(30, () => Lost(0.3) ? null : Near + Jitter(60));
        Listen(10, () => Near); // recovers
        var good = Listen(30, () => Near);

        bad.Concealed.ShouldBeLessThan(0.2);
        bad.Recovered.ShouldBeGreaterThan(0.1);
        good.Concealed.ShouldBe(0);
        good.Depth.ShouldBeLessThan(60);
    }

    [Fact]
    public void Losses_that_come_in_bursts_are_made_up_as_far_as_the_last_of_each_bears()
    {
        var inBurst = false;

        var minute = Listen(60, () =>
        {
            inBurst = inBurst ? !Lost(0.33) : Lost(0.0175); // three packets on the average, one in twenty in all
            return inBurst ? null : Near + Jitter(10);
        });

        minute.Lost.ShouldBeInRange(0.03, 0.08);
        (minute.Concealed + minute.Recovered).ShouldBeLessThan(minute.Lost * 1.2);
        minute.Depth.ShouldBeLessThan(60);
    }

    [Fact]
    public void Delays_that_jump_every_five_seconds_are_expected_after_a_while()
    {
        var n = 0;
        double? Travel() => n++ % 250 < 10 ? Near + 200 - (n % 250 * 20) : Near;
        Listen(20, Travel); // learns

        var minute = Listen(60, Travel);

        minute.Concealed.ShouldBeLessThan(0.015);
        minute.Depth.ShouldBeLessThan(210);
    }

    [Fact]
    public void Packets_that_come_twice_or_out_of_order_do_no_harm()
    {
        _line.Doubled = _ => Lost(0.3);
        Listen(5, () => Near + (Lost(0.1) ? 30 : 0));

        var minute = Listen(60, () => Near + (Lost(0.1) ? 30 : 0));

        minute.Concealed.ShouldBeLessThan(0.003);
        minute.Lost.ShouldBeLessThan(0.003);
    }

    [Fact]
    public void After_three_seconds_without_a_packet_the_voice_is_back_within_half_a_second()
    {
        Listen(10, () => Near + Jitter(20));
        Listen(3, () => null);

        FramesUntilSound(() => Near + Jitter(20)).ShouldBeLessThan(15);
        Listen(5, () => Near + Jitter(20)).Concealed.ShouldBeLessThan(0.01);
    }

    [Fact]
    public void After_three_seconds_that_arrive_all_at_once_the_present_is_heard_within_half_a_second()
    {
        Listen(10, () => Near);
        var stalled = 3_000.0;
        Listen(3, () => stalled -= 20);

        FramesUntilSound(() => Near).ShouldBeLessThan(15);
        Listen(0.5, () => Near).Depth.ShouldBeLessThan(450);
        Listen(40, () => Near);
        Listen(5, () => Near).Depth.ShouldBeLessThan(60);
    }

    public void Dispose() => _line.Dispose();

    private double Jitter(double most) => _random.NextDouble() * most;

    private bool Lost(double share) => _random.NextDouble() < share;

    private int FramesUntilSound(Func<double?> travel)
    {
        var before = _line.Sounded.Count;
        Listen(1, travel);
        var frames = _line.Sounded.Skip(before).TakeWhile(sounded => !sounded).Count();
        output.WriteLine($"sound after {frames * 20} ms");
        return frames;
    }

    private Measured Listen(double seconds, Func<double?> travel)
    {
        var before = _line.Receiver.Statistics;
        _line.Travel = _ => travel();
        _line.Run(seconds);
        var after = _line.Receiver.Statistics;
        var frames = seconds * VoiceFrame.PerSecond;
        var measured = new Measured(
            (after.Concealed - before.Concealed) / frames,
            (after.Recovered - before.Recovered) / frames,
            (after.Lost - before.Lost) / frames,
            after.DepthMilliseconds);
        output.WriteLine($"{seconds} s: {measured}");
        return measured;
    }

    /// <summary>Shares of all frames, and the delay in ms at the end.</summary>
    private sealed record Measured(double Concealed, double Recovered, double Lost, double Depth)
    {
        public override string ToString() =>
            FormattableString.Invariant($"concealed {Concealed:P2}, recovered {Recovered:P2}, lost {Lost:P2}, delay {Depth:F0} ms");
    }
}
