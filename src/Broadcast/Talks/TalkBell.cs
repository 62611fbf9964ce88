using System.Collections.Concurrent;
using System.Globalization;
using System.Threading.Channels;
using Dapper;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation;

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
    private static readonly TimeSpan Backoff = TimeSpan.FromSeconds(1);

    private readonly Outage _outage = new(logger, "Telling other nodes what was written");
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
            await Task.Delay(await TryTellAsync(stoppingToken) ? Pause : Backoff, time, stoppingToken);
        }
    }

    private async Task<bool> TryTellAsync(CancellationToken ct)
    {
        var ends = new List<LogEnd>();
        foreach (var talk in _ends.Keys)
        {
            if (_ends.TryRemove(talk, out var seq))
                ends.Add(new LogEnd(talk, seq));
        }
        try
        {
            await TellAsync([.. ends.Select(end => $"{end.Talk} {end.Seq}")], ct);
            _outage.Ended();
            return true;
        }
        catch (Exception unreachable) when (unreachable is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            _outage.Began(unreachable);
            foreach (var end in ends)
                _ends.TryAdd(end.Talk, end.Seq); // unless it rang again meanwhile, and reaches further
            _rung.Writer.TryWrite(true);
            return false;
        }
    }

    private async Task TellAsync(string[] payloads, CancellationToken ct)
    {
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
