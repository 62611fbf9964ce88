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

        half.Elapsed.TotalMilliseconds.ShouldBeGreaterThan((24 * 20) - 60);
        (clock.TimeOf(half.Ticks[^1]) - clock.TimeOf(half.Ticks[0])).TotalMilliseconds.ShouldBe(24 * 20, 5);
        half.Ticks.ShouldBe([.. Enumerable.Range((int)half.Ticks[0], half.Ticks.Count).Select(tick => (long)tick)]);
    }

    [Fact]
    public async Task A_stall_of_less_than_two_seconds_is_made_up_for_without_a_burst_and_nothing_is_missing()
    {
        using var clock = new ProgramClock(TimeProvider.System, NullLogger<ProgramClock>.Instance);
        var beat = new Beat(until: 100, stall: TimeSpan.FromMilliseconds(600));
        clock.Attach(beat);

        await beat.Reached.WaitAsync(TimeSpan.FromMinutes(1));

        clock.Skipped.ShouldBe(0);
        beat.Ticks.ShouldBe([.. Enumerable.Range((int)beat.Ticks[0], beat.Ticks.Count).Select(tick => (long)tick)]);
        beat.Late[1].ShouldBeTrue();
        beat.Late[^1].ShouldBeFalse();
        beat.At[20].TotalMilliseconds.ShouldBeGreaterThan(600 + (16 * 5) - 5); // four come at once, the others at a distance
        beat.Elapsed.TotalMilliseconds.ShouldBeGreaterThan((99 * 20) - 60, "it is on time again, not ahead of it");
        (clock.TimeOf(beat.Ticks[^1]) - clock.TimeOf(beat.Ticks[0])).TotalMilliseconds.ShouldBe(99 * 20, 5);
    }

    [Fact]
    public async Task While_it_makes_up_for_a_stall_each_tick_keeps_the_time_at_which_it_was_due()
    {
        using var clock = new ProgramClock(TimeProvider.System, NullLogger<ProgramClock>.Instance);
        var beat = new Beat(until: 5, stall: TimeSpan.FromMilliseconds(600)) { Clock = clock };
        var attached = TimeProvider.System.GetUtcNow();
        clock.Attach(beat);

        await beat.Reached.WaitAsync(TimeSpan.FromMinutes(1));

        (beat.Due - attached).TotalMilliseconds.ShouldBeInRange(-25, 400, "not the stall's end");
    }

    [Fact]
    public async Task After_a_longer_stall_it_skips_forward()
    {
        using var clock = new ProgramClock(TimeProvider.System, NullLogger<ProgramClock>.Instance);
        var beat = new Beat(until: 3, stall: TimeSpan.FromSeconds(2.5));
        clock.Attach(beat);

        await beat.Reached.WaitAsync(TimeSpan.FromMinutes(1));

        clock.Skipped.ShouldBeGreaterThan(120);
        (beat.Ticks[1] - beat.Ticks[0]).ShouldBeGreaterThan(120); // the numbers tell how much sound is missing
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
        public void Tick(long tick, bool isLate = false) => throw new InvalidOperationException("out of tune");
    }

    private sealed class Beat(int until, TimeSpan stall = default) : IClocked
    {
        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private long _first;

        public List<long> Ticks { get; } = [];

        public List<TimeSpan> At { get; } = [];

        public List<bool> Late { get; } = [];

        public TimeSpan Elapsed => At[^1];

        public ProgramClock? Clock { get; init; }

        /// <summary>When the tick behind the stalled one was due, as it was told in that tick.</summary>
        public DateTimeOffset Due { get; private set; }

        public Task Reached => _reached.Task;

        public void Tick(long tick, bool isLate = false)
        {
            if (Ticks.Count >= until)
                return;
            if (Ticks.Count == 0)
            {
                _first = Stopwatch.GetTimestamp();
                SpinWait.SpinUntil(() => false, stall);
            }
            if (Ticks.Count == 1 && Clock is not null)
                Due = Clock.TimeOf(tick);
            Ticks.Add(tick);
            Late.Add(isLate);
            At.Add(Stopwatch.GetElapsedTime(_first));
            if (Ticks.Count == until)
                _reached.SetResult();
        }
    }
}
