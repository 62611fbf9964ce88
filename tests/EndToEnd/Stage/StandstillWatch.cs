namespace TalksPlatform.EndToEnd.Stage;

/// <summary>How long this process stood still at the most, be it for its garbage or for the machine: what it sends stops for as long.</summary>
internal sealed class StandstillWatch : IAsyncDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(10);

    private readonly CancellationTokenSource _over = new();
    private readonly Thread _watching;
    private readonly Task _timing;
    private long _longest;
    private long _longestOfTimers;

    public StandstillWatch()
    {
        _watching = new Thread(Watch) { IsBackground = true, Name = "standstill" };
        _watching.Start();
        _timing = TimeAsync();
    }

    /// <summary>That of a thread of its own.</summary>
    public TimeSpan Longest => new(Interlocked.Read(ref _longest));

    /// <summary>That of a timer, which waits for a thread of the pool as well.</summary>
    public TimeSpan LongestOfTimers => new(Interlocked.Read(ref _longestOfTimers));

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        _watching.Join();
        await _timing;
        _over.Dispose();
    }

    private void Watch()
    {
        for (var last = TimeProvider.System.GetTimestamp(); !_over.Token.WaitHandle.WaitOne(Beat);)
            last = Note(last, ref _longest);
    }

    private async Task TimeAsync()
    {
        using var timer = new PeriodicTimer(Beat, TimeProvider.System);
        try
        {
            for (var last = TimeProvider.System.GetTimestamp(); await timer.WaitForNextTickAsync(_over.Token);)
                last = Note(last, ref _longestOfTimers);
        }
        catch (OperationCanceledException)
        {
            // It is over.
        }
    }

    private static long Note(long last, ref long longest)
    {
        var late = TimeProvider.System.GetElapsedTime(last) - Beat;
        if (late.Ticks > longest)
            Interlocked.Exchange(ref longest, late.Ticks);
        return TimeProvider.System.GetTimestamp();
    }
}
