using System.Diagnostics;

namespace TalksPlatform.Bench.Areas.Live;

/// <summary>A way to keep votes, and voters who cast one after the other, each as a new person, when the last was answered.</summary>
/// <param name="voters">How many wait at once.</param>
internal abstract class Votes(int voters) : IAsyncDisposable
{
    private static readonly TimeSpan RushLength = TimeSpan.FromSeconds(1);

    private long _answered;

    /// <summary>Lets all of them vote for a second.</summary>
    /// <returns>Votes a second, up to the last answer.</returns>
    public async Task<double> RushAsync(CancellationToken ct)
    {
        var before = _answered;
        var began = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, voters).Select(voter => Task.Run(() => CastUntilAsync(voter, began, ct), ct)));
        return (_answered - before) / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    /// <summary>A figure counts only when every vote that was answered is in the database.</summary>
    public async Task EnsureKeptAsync(CancellationToken ct)
    {
        var kept = await CountAsync(ct);
        if (kept != _answered)
            throw new InvalidOperationException($"{_answered} votes were answered, and {kept} are kept.");
    }

    public abstract ValueTask DisposeAsync();

    protected abstract Task CastAsync(int voter, CancellationToken ct);

    protected abstract Task<long> CountAsync(CancellationToken ct);

    private async Task CastUntilAsync(int voter, long began, CancellationToken ct)
    {
        while (Stopwatch.GetElapsedTime(began) < RushLength)
        {
            await CastAsync(voter, ct);
            Interlocked.Increment(ref _answered);
        }
    }
}
