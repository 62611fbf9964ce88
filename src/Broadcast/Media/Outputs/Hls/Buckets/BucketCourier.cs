using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation;

namespace TalksPlatform.Broadcast.Media.Outputs.Hls.Buckets;

/// <summary>
/// Copies live streams to the bucket, where one is named. The folder on disk stays what the server itself goes by: while
/// the bucket is away nothing waits for it, and what is missing is brought afterwards.
/// </summary>
internal sealed class BucketCourier(
    HlsStreams streams, BroadcastOptions options, DataFolder data, TimeProvider time, ILogger<BucketCourier> logger) : BackgroundService
{
    private const string ErasedSuffix = ".erased";
    private const string Behind = "The bucket is more than twenty seconds behind.";

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan SegmentPatience = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<(TalkId Talk, HlsRung Rung), (BucketRound Round, Task Done)> _rounds = new();

    private readonly Bucket? _bucket = options.Bucket is { } named ? new Bucket(named, time) : null;
    private readonly CancellationTokenSource _stopping = new();

    /// <summary>There is a bucket at all.</summary>
    public bool HasBucket => options.Bucket is not null;

    /// <summary>Why those who listen at the bucket miss what is said, in words for the studio; null while they don't.</summary>
    public string? TroubleOf(TalkId talk)
    {
        foreach (var rung in HlsRung.All)
        {
            if (_rounds.TryGetValue((talk, rung), out var under) && (under.Round.Trouble ?? (under.Round.IsBehind ? Behind : null)) is { } trouble)
                return trouble;
        }
        return null;
    }

    /// <summary>Whatever is opened or deleted once this returned is followed.</summary>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        streams.Opened += Follow;
        streams.Erasing += Erase;
        return base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_stopping.IsCancellationRequested)
            return;
        streams.Opened -= Follow;
        streams.Erasing -= Erase;
        await _stopping.CancelAsync();
        await base.StopAsync(cancellationToken);
        await Task.WhenAll(_rounds.Values.Select(under => under.Done));
    }

    public override void Dispose()
    {
        base.Dispose();
        _stopping.Dispose();
        _bucket?.Dispose();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (_bucket is { } bucket)
            BringWhatWasLeft(bucket, _stopping.Token);
        return Task.CompletedTask;
    }

    private void Follow(TalkId talk)
    {
        if (_bucket is { } bucket)
            Follow(talk, bucket, onlyDue: false, _stopping.Token);
    }

    private void Erase(TalkId talk)
    {
        if (_bucket is { } bucket)
            Erase(talk, bucket, _stopping.Token);
    }

    /// <summary>The server was away in the middle of something.</summary>
    private void BringWhatWasLeft(Bucket bucket, CancellationToken ct)
    {
        var root = data.At("hls");
        if (!Directory.Exists(root))
            return;
        foreach (var talk in streams.Kept)
            Follow(talk, bucket, onlyDue: true, ct);
        foreach (var list in Directory.EnumerateFiles(root, "*" + ErasedSuffix))
            _ = KeepTryingAsync("Its sound is to be deleted from the bucket", () => EraseAsync(list, bucket, ct), ct);
    }

    private void Follow(TalkId talk, Bucket bucket, bool onlyDue, CancellationToken ct)
    {
        foreach (var rung in HlsRung.All)
        {
            var round = new BucketRound(talk, rung, streams, bucket);
            if (!onlyDue || round.IsDue)
                _ = _rounds.GetOrAdd((talk, rung), key => (round, Task.Run(() => FollowAsync(key.Talk, key.Rung, round, ct), CancellationToken.None)));
        }
    }

    private async Task FollowAsync(TalkId talk, HlsRung rung, BucketRound round, CancellationToken ct)
    {
        for (long? next = 0; next is not null && !round.IsStopped && !ct.IsCancellationRequested;)
        {
            next = null; // when it is given up
            await KeepTryingAsync($"Talk {talk}: its stream at {rung.Name} is not in the bucket", async () => next = await round.BringAsync(ct), ct, trouble => round.Trouble = trouble);
            if (next is { } number && streams.TryFindRunning(talk, rung) is { } running)
                await running.ReachesAsync(number, null, SegmentPatience, time, ct);
        }
        _rounds.TryRemove((talk, rung), out _);
    }

    /// <summary>Notes what is to be deleted before the index that tells of it is: it is deleted even after a crash.</summary>
    private void Erase(TalkId talk, Bucket bucket, CancellationToken ct)
    {
        var names = HlsRung.All.SelectMany(rung => new BucketRound(talk, rung, streams, bucket).Names())
            .Append($"{talk}/live.m3u8").Append($"{talk}/all.m3u8");
        var list = data.At("hls", talk + ErasedSuffix);
        File.WriteAllLines(list, names);
        var under = _rounds.Where(round => round.Key.Talk == talk).Select(round => round.Value).ToList();
        foreach (var (round, _) in under)
            round.Stop();
        _ = KeepTryingAsync($"Talk {talk}: its sound is to be deleted from the bucket", async () =>
        {
            await Task.WhenAll(under.Select(round => round.Done)); // or something would be brought after it was deleted
            await EraseAsync(list, bucket, ct);
        }, ct);
    }

    private static async Task EraseAsync(string list, Bucket bucket, CancellationToken ct)
    {
        foreach (var name in await File.ReadAllLinesAsync(list, ct))
            await bucket.DeleteAsync(name, ct);
        File.Delete(list);
    }

    private async Task KeepTryingAsync(string trouble, Func<Task> step, CancellationToken ct, Action<string?>? tell = null)
    {
        for (var pause = FirstPause; !ct.IsCancellationRequested; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                await step();
                tell?.Invoke(null);
                return;
            }
            catch (Exception failure) when (!ct.IsCancellationRequested) // whatever it is, the programme goes on without it
            {
                tell?.Invoke(failure is BucketException ? failure.Message : $"The copy fails: {failure.Message}");
                logger.LogWarning("{Trouble}, and it is tried again in {Pause}: {Reason}", trouble, pause, failure.Message);
                await Task.Delay(pause, time, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException)
            {
                return; // the server goes; what is left is brought when it is back
            }
        }
    }
}
