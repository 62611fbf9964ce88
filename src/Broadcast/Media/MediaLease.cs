using System.Data.Common;
using Microsoft.Extensions.Logging;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Data;

namespace TalksPlatform.Broadcast.Media;

/// <summary>
/// The right to mix one talk. It is a lease in PostgreSQL; when PostgreSQL goes away the sound goes on, and the lease is
/// taken again when it is back. Only when another node took it meanwhile does this one step down.
/// </summary>
internal sealed class MediaLease : IAsyncDisposable
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _givenBack = new();
    private readonly CancellationTokenSource _superseded = new();
    private readonly Task _keeping;

    private MediaLease(Lease lease, TalkId talk, BroadcastDb db, TimeProvider time, ILogger logger) =>
        _keeping = Task.Run(() => KeepAsync(lease, talk, db, time, logger));

    /// <summary>Fires when another node mixes this talk now.</summary>
    public CancellationToken Superseded => _superseded.Token;

    /// <summary>Waits until it is ours.</summary>
    public static async Task<MediaLease> TakeAsync(
        TalkId talk, BroadcastDb db, TimeProvider time, ILogger logger, CancellationToken ct)
    {
        while (true)
        {
            try
            {
                if (await Lease.TryTakeAsync(db.Source, KeyOf(talk), ct) is { } lease)
                    return new MediaLease(lease, talk, db, time, logger);
            }
            catch (Exception unreachable) when (unreachable is DbException or IOException or TimeoutException)
            {
                logger.LogWarning("Talk {Talk}: the right to mix it could not be taken ({Reason})", talk, unreachable.Message);
            }
            await Task.Delay(RetryAfter, time, ct);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _givenBack.CancelAsync();
        await _keeping;
        _givenBack.Dispose();
        _superseded.Dispose();
    }

    private static string KeyOf(TalkId talk) => $"media:{talk}";

    private async Task KeepAsync(Lease first, TalkId talk, BroadcastDb db, TimeProvider time, ILogger logger)
    {
        for (var lease = first; lease is not null; lease = await TakeAgainAsync(lease, talk, db, time))
        {
            await using (lease)
            {
                using var ended = CancellationTokenSource.CreateLinkedTokenSource(lease.Lost, _givenBack.Token);
                await Task.Delay(Timeout.InfiniteTimeSpan, time, ended.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            if (_givenBack.IsCancellationRequested)
                return;
            logger.LogWarning("Talk {Talk}: PostgreSQL is away; the sound goes on", talk);
        }
        if (_givenBack.IsCancellationRequested)
            return;
        logger.LogWarning("Talk {Talk} is mixed by another node now", talk);
        await _superseded.CancelAsync();
    }

    /// <summary>
    /// The lease again as soon as PostgreSQL answers and has noticed that the lost one is lost; null when another node holds
    /// it, or nobody wants it any more.
    /// </summary>
    private async Task<Lease?> TakeAgainAsync(Lease lost, TalkId talk, BroadcastDb db, TimeProvider time)
    {
        while (!_givenBack.IsCancellationRequested)
        {
            try
            {
                if (!await lost.LingersAsync(db.Source, _givenBack.Token))
                    return await Lease.TryTakeAsync(db.Source, KeyOf(talk), _givenBack.Token);
            }
            catch (Exception unreachable) when (unreachable is DbException or IOException or TimeoutException or OperationCanceledException)
            {
                // It is tried again.
            }
            await Task.Delay(RetryAfter, time, _givenBack.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        return null;
    }
}
