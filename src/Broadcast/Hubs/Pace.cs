using System.Collections.Concurrent;

namespace TalksPlatform.Broadcast.Hubs;

/// <summary>A bucket that fills steadily; each call takes one drop. Thread-safe.</summary>
internal sealed class Pace(TimeProvider time, int burst, double perSecond)
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
internal sealed class Paces<TKey>(TimeProvider time, int burst, double perSecond) where TKey : notnull
{
    private const int FirstSweep = 4_096;

    private readonly ConcurrentDictionary<TKey, Pace> _buckets = new();
    private int _sweepAt = FirstSweep;

    public bool TryTake(TKey key)
    {
        if (_buckets.Count > Volatile.Read(ref _sweepAt))
            Sweep();
        return _buckets.GetOrAdd(key, _ => new Pace(time, burst, perSecond)).TryTake();
    }

    private void Sweep()
    {
        foreach (var bucket in _buckets.Where(bucket => bucket.Value.IsFull))
            _buckets.TryRemove(bucket);
        Volatile.Write(ref _sweepAt, Math.Max(FirstSweep, 2 * _buckets.Count));
    }
}
