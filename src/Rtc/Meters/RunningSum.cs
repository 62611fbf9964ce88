using System.Numerics;

namespace TalksPlatform.Rtc;

/// <summary>
/// What sources that come and go have counted together: those that have left stay in the sum, so that it never shrinks.
/// Thread-safe.
/// </summary>
/// <param name="read">What a source has counted so far; must not wait for anything.</param>
internal sealed class RunningSum<TSource, TCount>(Func<TSource, TCount> read)
    where TSource : class
    where TCount : struct, IAdditionOperators<TCount, TCount, TCount>
{
    private readonly Lock _gate = new();
    private readonly HashSet<TSource> _sources = [];
    private TCount _ended;

    /// <summary>Those that are there now.</summary>
    public TSource[] Sources
    {
        get
        {
            lock (_gate)
                return [.. _sources];
        }
    }

    public TCount Total
    {
        get
        {
            lock (_gate)
                return _sources.Aggregate(_ended, (sum, source) => sum + read(source));
        }
    }

    public void Add(TSource source)
    {
        lock (_gate)
            _sources.Add(source);
    }

    /// <summary>It counts nothing any more; a second time changes nothing.</summary>
    public void Remove(TSource source)
    {
        lock (_gate)
        {
            if (_sources.Remove(source))
                _ended += read(source);
        }
    }
}
