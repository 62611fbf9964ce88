using Npgsql;
using NpgsqlTypes;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Data;
using TalksPlatform.Foundation.Messaging;

namespace TalksPlatform.Broadcast.Talks;

/// <summary>
/// One group commit: a transaction that holds the talk's row. Disposed without <see cref="CommitAsync"/>, nothing of it stays.
/// </summary>
internal sealed class LogAppend : IAsyncDisposable
{
    /// <summary>Seconds that PostgreSQL may take for one statement; people wait for it.</summary>
    private const int Patience = 5;

    private readonly UnitOfWork _work;
    private readonly TalkBell _bell;
    private readonly TalkId _talk;

    private LogAppend(UnitOfWork work, TalkBell bell, TalkId talk) => (_work, _bell, _talk) = (work, bell, talk);

    /// <summary>How far the log reaches: less than the caller knows only when the database was set back under it.</summary>
    public long End { get; private set; }

    /// <summary>What others appended since.</summary>
    public IReadOnlyList<LogEntry> Newer { get; private set; } = [];

    /// <summary>Which of the commands were answered before: at which sequence number, and to whom.</summary>
    public IReadOnlyDictionary<CommandId, (long Seq, PersonId By)> Answered { get; private set; } =
        new Dictionary<CommandId, (long, PersonId)>();

    public static async Task<LogAppend> BeginAsync(
        BroadcastDb db, TalkBell bell, TalkId talk, long after, IReadOnlyCollection<CommandId> commands, CancellationToken ct)
    {
        var append = new LogAppend(await db.BeginAsync(ct), bell, talk);
        try
        {
            await append.LockAndReadAsync(after, commands, ct);
            return append;
        }
        catch
        {
            await append.DisposeAsync();
            throw;
        }
    }

    /// <summary>Appends the lines, their facts and the talk's new standing.</summary>
    public async Task AppendAsync(TalkState after, IReadOnlyList<LogEntry> entries, IEnumerable<IFact> facts, CancellationToken ct)
    {
        await using var write = new NpgsqlBatch(_work.Connection, _work.Transaction)
        {
            Timeout = Patience,
            BatchCommands =
            {
                InsertOf(entries),
                new("UPDATE talk SET seq = $2, phase = $3, is_open = $4 WHERE talk_id = $1")
                {
                    Parameters =
                    {
                        new() { Value = _talk.Value },
                        new() { Value = after.Seq },
                        new() { Value = after.Phase.ToString() },
                        new() { Value = after.IsOpen },
                    },
                },
            },
        };
        await write.ExecuteNonQueryAsync(ct);

        foreach (var fact in facts)
            await _work.AddFactAsync(fact, ct);
        End = after.Seq;
    }

    public async Task CommitAsync(CancellationToken ct)
    {
        await _work.CommitAsync(ct);
        _bell.Ring(new LogEnd(_talk, End));
    }

    public ValueTask DisposeAsync() => _work.DisposeAsync();

    /// <summary>
    /// One round trip. Each statement sees what was committed when it began, so the two that read come after the lock and
    /// miss nothing.
    /// </summary>
    private async Task LockAndReadAsync(long after, IReadOnlyCollection<CommandId> commands, CancellationToken ct)
    {
        await using var read = new NpgsqlBatch(_work.Connection, _work.Transaction)
        {
            Timeout = Patience,
            BatchCommands =
            {
                new("SELECT seq FROM talk WHERE talk_id = $1 FOR NO KEY UPDATE") { Parameters = { new() { Value = _talk.Value } } },
                new("SELECT seq, type, body, actor, command_id, at FROM talk_event WHERE talk_id = $1 AND seq > $2 ORDER BY seq")
                {
                    Parameters = { new() { Value = _talk.Value }, new() { Value = after } },
                },
                // One look each: asked with ANY, PostgreSQL may read the whole talk, as it knows too little of a new one.
                new(
                    """
                    SELECT line.command_id, line.seq, line.actor
                    FROM unnest($2) AS asked (id)
                    CROSS JOIN LATERAL (
                        SELECT command_id, seq, actor FROM talk_event WHERE talk_id = $1 AND command_id = asked.id LIMIT 1
                    ) AS line
                    """)
                {
                    Parameters = { new() { Value = _talk.Value }, new() { Value = commands.Select(id => id.Value).Distinct().ToArray() } },
                },
            },
        };

        await using var rows = await read.ExecuteReaderAsync(ct);
        if (!await rows.ReadAsync(ct))
            throw new InvalidOperationException($"Talk {_talk} has no row to lock.");
        End = rows.GetInt64(0);
        await rows.NextResultAsync(ct);
        Newer = await LogRow.ReadAllAsync(rows, ct);
        await rows.NextResultAsync(ct);

        var answered = new Dictionary<CommandId, (long, PersonId)>();
        while (await rows.ReadAsync(ct))
            answered.Add(new CommandId(rows.GetGuid(0)), (rows.GetInt64(1), new PersonId(rows.GetGuid(2))));
        Answered = answered;
    }

    private NpgsqlBatchCommand InsertOf(IReadOnlyList<LogEntry> entries) => new(
        """
        INSERT INTO talk_event (talk_id, seq, type, body, actor, command_id, at)
        SELECT $1, line.* FROM unnest($2, $3, $4, $5, $6, $7) AS line
        """)
    {
        Parameters =
        {
            new() { Value = _talk.Value },
            new() { Value = entries.Select(entry => entry.Seq).ToArray() },
            new() { Value = entries.Select(entry => TalkEventJson.NameOf(entry.Event)).ToArray() },
            new()
            {
                Value = entries.Select(entry => TalkEventJson.Write(entry.Event)).ToArray(),
                NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb,
            },
            new() { Value = entries.Select(entry => entry.Stamp.By.Value).ToArray() },
            new() { Value = entries.Select(entry => entry.Stamp.Command.Value).ToArray() },
            new() { Value = entries.Select(entry => entry.Stamp.At).ToArray() },
        },
    };
}
