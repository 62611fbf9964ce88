namespace TalksPlatform.Rtc.Rtp;

/// <summary>
/// Decides which packets of a voice to ask for again (RFC 4585 §6.2.1): those that are missing, as long as the answer
/// comes soon enough to be heard. How soon it comes it learns from the answers. One thread at a time.
/// </summary>
internal sealed class LossTracker(TimeProvider time)
{
    /// <summary>No more packets than this are asked for at once.</summary>
    public const int Capacity = 32;

    private const int MostTimes = 3;
    private const double Smoothing = 0.2;
    private const double Forgetting = 0.02;
    private static readonly TimeSpan Unknown = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestWorth = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan BetweenProbes = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan GiveUp = TimeSpan.FromMilliseconds(400);

    private readonly Missing[] _missing = new Missing[Capacity];
    private TimeSpan _reordering; // how long packets are missing that were only overtaken
    private int _count;
    private long _highest;
    private long _askedAt;

    /// <summary>From a question to its answer; null before the first answer.</summary>
    public TimeSpan? RoundTrip { get; private set; }

    /// <summary>Packets that came because they were asked for.</summary>
    public long Repaired { get; private set; }

    /// <summary>Another source begins.</summary>
    public void Reset()
    {
        _count = 0;
        _highest = 0;
    }

    /// <summary>A packet came again, because it was asked for.</summary>
    public void NoteRepair(long sequence)
    {
        if (!TryForget(sequence, out var missing))
            return;
        Repaired++;
        if (missing.Times == 1)
            Learn(time.GetElapsedTime(missing.AskedAt));
    }

    /// <summary>What a packet held came within another one.</summary>
    public void Forget(long sequence) => TryForget(sequence, out _);

    /// <summary>Notes a packet of the stream itself by its extended sequence number.</summary>
    public void Note(long sequence)
    {
        var now = time.GetTimestamp();
        if (_highest == 0)
        {
            _highest = sequence;
        }
        else if (sequence <= _highest)
        {
            if (TryForget(sequence, out var missing))
                LearnReordering(time.GetElapsedTime(missing.NoticedAt, now));
        }
        else
        {
            var lost = sequence - _highest - 1;
            for (var i = 1; lost <= Capacity && i <= lost && _count < Capacity; i++)
                _missing[_count++] = new Missing { Sequence = _highest + i, NoticedAt = now }; // more is an outage
            _highest = sequence;
        }
    }

    /// <summary>Takes what is to be asked for now, in ascending order; the caller asks.</summary>
    public int Take(Span<ushort> numbers)
    {
        if (_count == 0)
            return 0;
        var now = time.GetTimestamp();
        DropOld(now);
        if (RoundTrip > LongestWorth && time.GetElapsedTime(_askedAt, now) < BetweenProbes)
            return 0;

        var patience = (RoundTrip ?? Unknown) * 1.5;
        var taken = 0;
        for (var i = 0; i < _count && taken < numbers.Length; i++)
        {
            ref var missing = ref _missing[i];
            if (missing.Times == 0 && time.GetElapsedTime(missing.NoticedAt, now) < _reordering)
                continue; // probably overtaken
            if (missing.Times == MostTimes || (missing.Times > 0 && time.GetElapsedTime(missing.AskedAt, now) < patience))
                continue;
            missing.Times++;
            missing.AskedAt = _askedAt = now;
            numbers[taken++] = (ushort)missing.Sequence;
        }

        return taken;
    }

    private bool TryForget(long sequence, out Missing missing)
    {
        for (var i = 0; i < _count; i++)
        {
            missing = _missing[i];
            if (missing.Sequence != sequence)
                continue;
            RemoveAt(i);
            return true;
        }

        missing = default;
        return false;
    }

    /// <summary>Grows at once, shrinks slowly.</summary>
    private void LearnReordering(TimeSpan age) =>
        _reordering = age > _reordering ? age : _reordering + ((age - _reordering) * Forgetting);

    private void Learn(TimeSpan answer) =>
        RoundTrip = RoundTrip is { } before ? before + ((answer - before) * Smoothing) : answer;

    private void DropOld(long now)
    {
        while (_count > 0 && time.GetElapsedTime(_missing[0].NoticedAt, now) > GiveUp)
            RemoveAt(0);
    }

    private void RemoveAt(int index)
    {
        _count--;
        _missing.AsSpan(index + 1, _count - index).CopyTo(_missing.AsSpan(index));
    }

    private struct Missing
    {
        public long Sequence;
        public long NoticedAt;
        public long AskedAt;
        public int Times;
    }
}
