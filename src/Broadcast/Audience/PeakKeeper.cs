using System.Data.Common;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TalksPlatform.Broadcast.Hubs;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation;

namespace TalksPlatform.Broadcast.Audience;

/// <summary>
/// Tells other nodes how many people are here, and keeps each talk's largest audience beside its log, so that a crash forgets a
/// few seconds of it at most.
/// </summary>
internal sealed class PeakKeeper(RoomDirectory rooms, NodeWhispers whispers, TalkLog log, TimeProvider time, ILogger<PeakKeeper> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(3);

    private readonly Outage _outage = new(logger, "The count of the audience");
    private readonly HashSet<TalkId> _told = [];
    private readonly Dictionary<TalkId, int> _kept = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                foreach (var room in rooms.Rooms)
                    Tell(room);
                await KeepAsync(stoppingToken);
                _outage.Ended();
            }
            catch (DbException unreachable)
            {
                logger.LogDebug(unreachable, "The audience's peak is kept later");
            }
            catch (Exception defect) when (defect is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                _outage.Began(defect); // a number is no reason to stop a server
            }
        }
    }

    private void Tell(Room room)
    {
        room.Audience.ForgetSilent();
        var (talk, people) = (room.Session.Id, room.Audience.Here);
        if (people == 0 && !_told.Remove(talk))
            return; // that nobody is left is told once
        if (people > 0)
            _told.Add(talk);
        whispers.Tell(new Whisper(talk, People: people, Hosts: room.Hosts.Here is { Length: > 0 } hosts ? hosts : null));
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
