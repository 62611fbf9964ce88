using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace TalksPlatform.Broadcast.Media.Clock;

/// <summary>Somebody who works at each tick, on the clock's thread: no waiting, no lock, no allocation.</summary>
internal interface IClocked
{
    /// <param name="tick">Its number; one that never came is missing.</param>
    /// <param name="isLate">It makes up for a stall: what is only good at its time need not be made any more.</param>
    void Tick(long tick, bool isLate = false);
}

/// <summary>
/// The beat of the house: one thread of its own that ticks every 20 ms by absolute deadlines, so that no delay adds up. A
/// pause of a few frames (a garbage collection) is caught up at once, because every sound of it is still there; one of up to
/// two seconds (the machine gave its processors to others) at four times the pace, so that those who bring sound and take it
/// keep up, and nothing is missing on the tape. After a longer stall it skips forward, and the numbers of the ticks tell how
/// much is missing.
/// </summary>
internal sealed class ProgramClock : IProgrammeTime, IDisposable
{
    private const long Period = 20_000_000; // nanoseconds
    private const int TicksAtOnce = 4;
    private const int MostTicksBehind = 100;
    private const long HurriedPeriod = Period / 4;
    private const int FailuresPerReport = 500;
    private const int RealTimePriority = 10;
    private const int RaisedNiceness = -15;

    private readonly Lock _changes = new();
    private readonly TimeProvider _time;
    private readonly ILogger<ProgramClock> _logger;
    private readonly Thread _thread;
    private volatile IClocked[] _clocked = [];
    private volatile bool _stopped;
    private readonly long _origin; // when tick 0 was due
    private long _tick;
    private long _skipped;
    private long _failures;

    public ProgramClock(TimeProvider time, ILogger<ProgramClock> logger)
    {
        (_time, _logger, _origin) = (time, logger, Nanoseconds());
        _thread = new Thread(Run) { Name = "programme clock", IsBackground = true, Priority = ThreadPriority.Highest };
        _thread.Start();
    }

    /// <summary>Now, in ticks since the clock was started; skipped ones count.</summary>
    public long Now => Volatile.Read(ref _tick);

    /// <summary>Ticks that never came, because the machine stood still.</summary>
    public long Skipped => Volatile.Read(ref _skipped);

    /// <summary>The latest that a tick ever came.</summary>
    public TimeSpan WorstLateness => Lateness.Worst;

    /// <summary>How late all of them came.</summary>
    public ClockLateness Lateness { get; } = new();

    /// <summary>It runs before all ordinary threads of the machine.</summary>
    public bool IsRealTime { get; private set; }

    /// <summary>When a tick was due, also while some are behind.</summary>
    public DateTimeOffset TimeOf(long tick) =>
        _time.GetUtcNow() - TimeSpan.FromTicks((Nanoseconds() - _origin - (tick * Period)) / TimeSpan.NanosecondsPerTick);

    public void Attach(IClocked clocked)
    {
        lock (_changes)
            _clocked = [.. _clocked, clocked];
    }

    /// <summary>No tick begins for it after this; one that has begun may still run.</summary>
    public void Detach(IClocked clocked)
    {
        lock (_changes)
            _clocked = [.. _clocked.Where(other => other != clocked)];
    }

    public void Dispose()
    {
        _stopped = true;
        _thread.Join();
    }

    private static long Nanoseconds() => Stopwatch.GetElapsedTime(0).Ticks * TimeSpan.NanosecondsPerTick;

    private void Run()
    {
        _logger.LogInformation("The programme clock runs {Scheduling}", AskForPunctuality());

        for (var due = _origin + Period; !_stopped; due += Period)
        {
            Libc.SleepUntil(due);
            var now = Nanoseconds();
            var lateness = now - due;
            Lateness.Count(lateness);

            if (lateness > MostTicksBehind * Period)
            {
                var missed = lateness / Period;
                due += missed * Period;
                Volatile.Write(ref _skipped, _skipped + missed);
                Volatile.Write(ref _tick, _tick + missed);
            }

            Volatile.Write(ref _tick, _tick + 1);
            var isLate = lateness > TicksAtOnce * Period;
            TickAll(isLate);
            if (isLate)
                Libc.SleepUntil(now + HurriedPeriod);
        }
    }

    private void TickAll(bool isLate)
    {
        foreach (var clocked in _clocked)
        {
            try
            {
                clocked.Tick(_tick, isLate);
            }
#pragma warning disable CA1031 // whatever one talk's sound runs into, the others' goes on
            catch (Exception fault)
#pragma warning restore CA1031
            {
                if (_failures++ % FailuresPerReport == 0)
                    _logger.LogCritical(fault, "A programme failed in its tick; that is {Failures} times now", _failures);
            }
        }
    }

    private string AskForPunctuality()
    {
        if (!OperatingSystem.IsLinux())
            return "with an ordinary priority";
        IsRealTime = Libc.TryRunRealTime(RealTimePriority);
        if (IsRealTime)
            return "in real time (SCHED_FIFO)";
        return Libc.TrySetNiceness(RaisedNiceness)
            ? "with a raised priority (SCHED_FIFO is not allowed: grant CAP_SYS_NICE)"
            : "with an ordinary priority (neither SCHED_FIFO nor a raised one is allowed: grant CAP_SYS_NICE)";
    }
}
