namespace TalksPlatform.Broadcast.Media.Recording;

/// <summary>
/// How long the disk will last. It reckons with what was used up of late, by whomever, and at least with what the tracks
/// may take that are being recorded.
/// </summary>
internal sealed class DiskWatch(Func<long> freeBytes, TimeProvider time)
{
    /// <summary>Below this the studio is warned.</summary>
    public static readonly TimeSpan Low = TimeSpan.FromHours(2);

    private const double BytesPerTrackHour = 250e6; // FLAC of a loud, full programme

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan ShortestWindow = TimeSpan.FromMinutes(1);

    private readonly Queue<(long At, long Free)> _seen = [];

    /// <summary>Null before the first look, and where the disk tells nothing.</summary>
    public DiskState? State { get; private set; }

    /// <summary>Looks at the disk, unless it did so a moment ago.</summary>
    /// <param name="tracks">How many are being recorded.</param>
    public void Look(int tracks)
    {
        var now = time.GetTimestamp();
        if (_seen.Count > 0 && time.GetElapsedTime(_seen.Last().At, now) < Interval)
            return;
        if (TryReadFree() is not { } free)
        {
            State = null;
            return;
        }

        while (_seen.Count > 0 && time.GetElapsedTime(_seen.Peek().At, now) > Window)
            _seen.Dequeue();
        _seen.Enqueue((now, free));
        State = new DiskState(free, TimeSpan.FromHours(Math.Min(free / BytesPerHour(now, free, tracks), 10_000)));
    }

    private double BytesPerHour(long now, long free, int tracks)
    {
        var (at, before) = _seen.Peek();
        var elapsed = time.GetElapsedTime(at, now);
        var used = elapsed >= ShortestWindow ? (before - free) / elapsed.TotalHours : 0;
        return Math.Max(used, BytesPerTrackHour * Math.Max(1, tracks));
    }

    private long? TryReadFree()
    {
        try
        {
            return freeBytes();
        }
        catch (Exception unknown) when (unknown is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }
}

/// <summary>How the disk of the recordings is.</summary>
/// <param name="FreeBytes">What is left of it.</param>
/// <param name="Left">How long it will last as things go.</param>
internal sealed record DiskState(long FreeBytes, TimeSpan Left)
{
    public bool IsLow => Left < DiskWatch.Low;

    /// <summary>In words for the studio; null while there is enough.</summary>
    public string? Warning => IsLow
        ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"The disk is full in {Math.Floor(Left.TotalMinutes):f0} minutes. Free some space.")
        : null;
}
