using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using TalksPlatform.Foundation;

namespace TalksPlatform.Broadcast.Talks;

/// <summary>
/// Keeps this node's talks in step with the log: finds the open ones at start, listens for what other nodes write, looks
/// by itself every few seconds, and forgets talks that are over.
/// </summary>
internal sealed class TalkWatch(BroadcastDb db, TalkDirectory talks, TimeProvider time, ILogger<TalkWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Backoff = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Unused = TimeSpan.FromMinutes(10);

    private readonly Outage _outage = new(logger, "The log of talks");

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(stoppingToken);
            }
            catch (Exception unreachable) when (unreachable is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                _outage.Began(unreachable);
                await Task.Delay(Backoff, time, stoppingToken);
            }
        }
    }

    private async Task ListenAsync(CancellationToken ct)
    {
        await using var connection = await db.OpenAsync(ct);
        var rung = new List<LogEnd>();
        connection.Notification += (_, notification) =>
        {
            if (TalkBell.TryRead(notification.Payload, out var end))
                rung.Add(end);
        };
        await using (var listen = new NpgsqlCommand($"LISTEN {TalkBell.Channel}", connection))
            await listen.ExecuteNonQueryAsync(ct);

        // Listening came first: what is committed from here on rings.
        while (true)
        {
            var looked = time.GetTimestamp();
            await talks.ResumeAsync(ct);
            await talks.DropUnusedAsync(Unused);
            _outage.Ended();
            while (time.GetElapsedTime(looked) < Look && await connection.WaitAsync(Look, ct))
            {
                foreach (var end in rung)
                    await talks.WakeAsync(end, ct);
                rung.Clear();
            }
        }
    }
}
