using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using TalksPlatform.Broadcast.Media.Clock;

namespace TalksPlatform.Broadcast.Tests.Media;

public sealed class ProgramClockTests
{
    [Fact]
    public async Task It_ticks_fifty_times_a_second_without_drifting()
    {
        using var clock = new ProgramClock(TimeProvider.System, NullLogger<ProgramClock>.Instance);
        var half = new Beat(until: 25);
        clock.Attach(half);

        await half.Reached.WaitAsync(TimeSpan.FromMinutes(1));

        half.Elapsed.TotalMilliseconds.ShouldBeInRange(24 * 20 - 60, 24 * 20 + 100);
        half.Ticks.ShouldBe([.. Enumerable.Range((int)half.Ticks[0], half.Ticks.Count).Select(tick => (long)tick)]);
    }

    [Fact]
    public async Task After_a_stall_it_skips_forward_and_does_not_burst()
    {
        using var clock = new ProgramClock(TimeProvider.System, NullLogger<ProgramClock>.Instance);
        var beat = new Beat(until: 10, stall: TimeSpan.FromMilliseconds(300));
        clock.Attach(beat);

        await beat.Reached.WaitAsync(TimeSpan.FromMinutes(1));

        clock.Skipped.ShouldBeInRange(12, 20);
        (beat.Ticks[1] - beat.Ticks[0]).ShouldBeGreaterThan(12); // the numbers tell how much sound is missing
    }

    [Fact]
    public async Task A_programme_that_fails_takes_no_other_along()
    {
        using var clock = new ProgramClock(TimeProvider.System, NullLogger<ProgramClock>.Instance);
        var healthy = new Beat(until: 5);
        clock.Attach(new Broken());
        clock.Attach(healthy);

        await healthy.Reached.WaitAsync(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void Lateness_is_counted_in_steps()
    {
        var lateness = new ClockLateness();
        for (var i = 0; i < 97; i++)
            lateness.Count(30_000);
        lateness.Count(400_000);
        lateness.Count(9_000_000);
        lateness.Count(300_000_000);

        lateness.Ticks.ShouldBe(100);
        lateness.Quantile(0.5).TotalMilliseconds.ShouldBe(0.05);
        lateness.Quantile(0.98).TotalMilliseconds.ShouldBe(0.5);
        lateness.Quantile(0.99).TotalMilliseconds.ShouldBe(10);
        lateness.Quantile(1).TotalMilliseconds.ShouldBe(300);
        lateness.CountOf(ClockLateness.Bounds.Count).ShouldBe(1);
    }

    [Fact]
    public void A_tick_behind_a_garbage_collection_is_counted()
    {
        var lateness = new ClockLateness();
        lateness.Count(1_000);
        var before = lateness.Collections;

        GC.Collect();
        lateness.Count(2_000_000);

        lateness.Collections.ShouldBe(before + 1);
        lateness.WorstInCollection.TotalMilliseconds.ShouldBe(2);
    }

    private sealed class Broken : IClocked
    {
        public void Tick(long tick) => throw new InvalidOperationException("out of tune");
    }

    private sealed class Beat(int until, TimeSpan stall = default) : IClocked
    {
        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private long _first;

        public List<long> Ticks { get; } = [];

        public TimeSpan Elapsed { get; private set; }

        public Task Reached => _reached.Task;

        public void Tick(long tick)
        {
            if (Ticks.Count >= until)
                return;
            if (Ticks.Count == 0)
            {
                _first = Stopwatch.GetTimestamp();
                SpinWait.SpinUntil(() => false, stall);
            }
            Ticks.Add(tick);
            Elapsed = Stopwatch.GetElapsedTime(_first);
            if (Ticks.Count == until)
                _reached.SetResult();
        }
    }
}
