using System.Collections.Concurrent;
using System.Globalization;
using System.Threading.Channels;
using Dapper;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Talks;

/// <summary>
/// Tells the other nodes how far a talk's log reaches: by NOTIFY, at most twenty times a second. It rings after the commit
/// and not inside it, because PostgreSQL lets transactions that notify commit only one after the other, fsync included.
/// A ring that is lost with the process is made good by <see cref="TalkWatch"/>.
/// </summary>
internal sealed class TalkBell(BroadcastDb db, TimeProvider time, ILogger<TalkBell> logger) : BackgroundService
{
    /// <summary>The channel; a payload is "{talk} {seq}".</summary>
    public const string Channel = "talk";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly ConcurrentDictionary<TalkId, long> _ends = new();
    private readonly Channel<bool> _rung = System.Threading.Channels.Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Has it told, soon.</summary>
    public void Ring(LogEnd end)
    {
        _ends[end.Talk] = end.Seq;
        _rung.Writer.TryWrite(true);
    }

    /// <summary>Reads a payload; false when it is not one.</summary>
    public static bool TryRead(string payload, out LogEnd end)
    {
        end = default;
        if (payload.Split(' ') is not [var talk, var seq] || !TalkId.TryParse(talk, out var id) || !long.TryParse(seq, CultureInfo.InvariantCulture, out var last))
            return false;
        end = new LogEnd(id, last);
        return true;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var _ in _rung.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await TellAsync(stoppingToken);
            }
            catch (Exception unreachable) when (unreachable is not OperationCanceledException)
            {
                logger.LogWarning(unreachable, "Other nodes could not be told; they look by themselves every few seconds");
            }
            await Task.Delay(Pause, time, stoppingToken);
        }
    }

    private async Task TellAsync(CancellationToken ct)
    {
        var payloads = new List<string>();
        foreach (var talk in _ends.Keys)
        {
            if (_ends.TryRemove(talk, out var seq))
                payloads.Add($"{talk} {seq}");
        }
        await using var connection = await db.OpenAsync(ct);
        await connection.ExecuteAsync(new CommandDefinition(
            """
            SELECT set_config('synchronous_commit', 'off', true); -- what a ring tells is on the disk; the ring itself need not be
            SELECT pg_notify(@Channel, payload) FROM unnest(@Payloads) AS payload;
            """,
            new { Channel, Payloads = payloads },
            cancellationToken: ct));
    }
}
