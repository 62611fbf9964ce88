using System.Diagnostics;
using TalksPlatform.Broadcast.Media.Clock;

namespace TalksPlatform.Bench.Areas.Live;

/// <summary>Listens to the beat of the programme and notes how often it comes late. One reader beside the clock's thread.</summary>
internal sealed class LateTicks(ProgramClock clock) : IClocked
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(20);

    private long _first = -1;
    private long _firstAt;
    private long _skippedBefore;
    private int _ticks;
    private int _late;

    /// <summary>Of all ticks since the last reading, how many came a whole frame late or never, in percent.</summary>
    public double Read()
    {
        var skipped = clock.Skipped - _skippedBefore;
        var (ticks, late) = (Interlocked.Exchange(ref _ticks, 0), Interlocked.Exchange(ref _late, 0));
        Volatile.Write(ref _first, -1);
        _skippedBefore += skipped;
        return 100.0 * (late + skipped) / Math.Max(1, ticks + skipped);
    }

    public void Tick(long tick, bool isLate = false)
    {
        var now = Stopwatch.GetTimestamp();
        if (Volatile.Read(ref _first) < 0)
        {
            _firstAt = now;
            Volatile.Write(ref _first, tick);
        }
        _ticks++;
        if (Stopwatch.GetElapsedTime(_firstAt, now) - ((tick - _first) * Period) > Period)
            _late++;
    }
}
