using System.Collections.Concurrent;

namespace TalksPlatform.Foundation;

/// <summary>A bucket that fills steadily; each call takes one drop. Thread-safe.</summary>
public sealed class Pace(TimeProvider time, int burst, double perSecond)
{
    private readonly Lock _gate = new();
    private double _left = burst;
    private long _filled = time.GetTimestamp();

    /// <summary>Nothing was taken for so long that a new bucket would be the same.</summary>
    public bool IsFull
    {
        get
        {
            lock (_gate)
                return Fill() >= burst;
        }
    }

    /// <summary>Takes one drop; false when there is none.</summary>
    public bool TryTake()
    {
        lock (_gate)
        {
            if (Fill() < 1)
                return false;
            _left--;
            return true;
        }
    }

    private double Fill()
    {
        var now = time.GetTimestamp();
        _left = Math.Min(burst, _left + (time.GetElapsedTime(_filled, now).TotalSeconds * perSecond));
        _filled = now;
        return _left;
    }
}

/// <summary>A bucket for everyone, by what tells them apart. Full ones are forgotten. Thread-safe.</summary>
public sealed class Paces<TKey>(TimeProvider time, int burst, double perSecond) where TKey : notnull
{
    private const int FirstSweep = 4_096;

    private readonly ConcurrentDictionary<TKey, Pace> _buckets = new();
    private int _kept; // or a few more: the dictionary would lock all of itself to count
    private int _sweepAt = FirstSweep;

    /// <summary>Takes one drop of this one's bucket; false when there is none.</summary>
    public bool TryTake(TKey key)
    {
        if (_buckets.TryGetValue(key, out var bucket))
            return bucket.TryTake();
        if (Interlocked.Increment(ref _kept) > Volatile.Read(ref _sweepAt))
            Sweep();
        return _buckets.GetOrAdd(key, _ => new Pace(time, burst, perSecond)).TryTake();
    }

    private void Sweep()
    {
        foreach (var bucket in _buckets.Where(bucket => bucket.Value.IsFull))
            _buckets.TryRemove(bucket);
        var left = _buckets.Count;
        Volatile.Write(ref _kept, left);
        Volatile.Write(ref _sweepAt, Math.Max(FirstSweep, 2 * left));
    }
}
