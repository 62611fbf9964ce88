namespace TalksPlatform.Broadcast.Media.Clock;

/// <summary>
/// How late the ticks came, counted in steps, and how often the garbage collector had been at work. The clock's thread counts
/// without a lock, anybody reads.
/// </summary>
internal sealed class ClockLateness
{
    /// <summary>The upper bounds of the steps in microseconds; the last step has none.</summary>
    public static readonly IReadOnlyList<int> Bounds = [50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000];

    private readonly long[] _counts = new long[Bounds.Count + 1];
    private int _collected = GC.CollectionCount(0);
    private long _collections;
    private long _worst; // nanoseconds
    private long _worstInCollection;

    /// <summary>Ticks so far.</summary>
    public long Ticks
    {
        get
        {
            var sum = 0L;
            for (var step = 0; step < _counts.Length; step++)
                sum += Volatile.Read(ref _counts[step]);
            return sum;
        }
    }

    /// <summary>Ticks before which the garbage collector was at work, of whatever generation.</summary>
    public long Collections => Volatile.Read(ref _collections);

    /// <summary>The latest that a tick ever came.</summary>
    public TimeSpan Worst => TimeSpan.FromMicroseconds(Volatile.Read(ref _worst) / 1000.0);

    /// <summary>The latest of those before which the garbage collector was at work.</summary>
    public TimeSpan WorstInCollection => TimeSpan.FromMicroseconds(Volatile.Read(ref _worstInCollection) / 1000.0);

    /// <summary>How many ticks are in a step: those later than the bound before it, and no later than its own.</summary>
    public long CountOf(int step) => Volatile.Read(ref _counts[step]);

    /// <summary>The bound below which this share of the ticks came; the latest one's own lateness when it lies beyond all bounds.</summary>
    public TimeSpan Quantile(double share)
    {
        var left = (long)Math.Ceiling(share * Ticks);
        for (var step = 0; step < Bounds.Count; step++)
        {
            left -= CountOf(step);
            if (left <= 0)
                return TimeSpan.FromMicroseconds(Bounds[step]);
        }
        return Worst;
    }

    /// <summary>A tick came. The clock's thread only.</summary>
    public void Count(long nanoseconds)
    {
        var step = 0;
        while (step < Bounds.Count && nanoseconds > Bounds[step] * 1000L)
            step++;
        Volatile.Write(ref _counts[step], _counts[step] + 1);
        if (nanoseconds > _worst)
            Volatile.Write(ref _worst, nanoseconds);

        var collected = GC.CollectionCount(0);
        if (collected == _collected)
            return;
        _collected = collected;
        Volatile.Write(ref _collections, _collections + 1);
        if (nanoseconds > _worstInCollection)
            Volatile.Write(ref _worstInCollection, nanoseconds);
    }
}
