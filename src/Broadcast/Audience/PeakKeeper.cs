using System.Data.Common;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TalksPlatform.Broadcast.Hubs;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Audience;

/// <summary>Keeps each talk's largest audience beside its log, so that a crash forgets a few seconds of it at most.</summary>
internal sealed class PeakKeeper(RoomDirectory rooms, TalkLog log, TimeProvider time, ILogger<PeakKeeper> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    private readonly Dictionary<TalkId, int> _kept = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await KeepAsync(stoppingToken);
            }
            catch (DbException unreachable)
            {
                logger.LogDebug(unreachable, "The audience's peak is kept later");
            }
        }
    }

    private async Task KeepAsync(CancellationToken ct)
    {
        var peaks = rooms.Rooms.ToDictionary(room => room.Session.Id, room => room.Audience.Peak);
        foreach (var gone in _kept.Keys.Where(talk => !peaks.ContainsKey(talk)).ToList())
            _kept.Remove(gone);
        foreach (var (talk, peak) in peaks)
        {
            if (peak <= _kept.GetValueOrDefault(talk))
                continue;
            await log.KeepPeakAsync(talk, peak, ct);
            _kept[talk] = peak;
        }
    }
}
