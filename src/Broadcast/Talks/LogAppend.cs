using Npgsql;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Data;
using TalksPlatform.Foundation.Messaging;

namespace TalksPlatform.Broadcast.Talks;

/// <summary>
/// A group commit that reads first: a transaction that holds the talk's row. Disposed without <see cref="CommitAsync"/>, nothing of it stays.
/// </summary>
internal sealed class LogAppend : IAsyncDisposable
{
    private readonly UnitOfWork _work;
    private readonly TalkBell _bell;
    private readonly TalkId _talk;

    private LogAppend(UnitOfWork work, TalkBell bell, TalkId talk) => (_work, _bell, _talk) = (work, bell, talk);

    /// <summary>How far the log reaches: less than the caller knows only when the database was set back under it.</summary>
    public long End { get; private set; }

    /// <summary>What others appended since.</summary>
    public IReadOnlyList<LogEntry> Newer { get; private set; } = [];

    public static async Task<LogAppend> BeginAsync(
        BroadcastDb db, TalkBell bell, TalkId talk, long after, CancellationToken ct)
    {
        var append = new LogAppend(await db.BeginWritingAsync(ct), bell, talk);
        try
        {
            await append.LockAndReadAsync(after, ct);
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
        if (!await LogLines.TryWriteAsync(_work.Connection, End, after, entries, ct))
            throw new InvalidOperationException($"Talk {_talk} was moved on from {End} while its row was held.");
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
    /// One round trip. A statement sees what was committed when it began, so the one that reads comes after the lock and
    /// misses nothing.
    /// </summary>
    private async Task LockAndReadAsync(long after, CancellationToken ct)
    {
        await using var read = new NpgsqlBatch(_work.Connection, _work.Transaction)
        {
            Timeout = LogLines.Patience,
            BatchCommands =
            {
                new("SELECT seq FROM talk WHERE talk_id = $1 FOR NO KEY UPDATE") { Parameters = { new() { Value = _talk.Value } } },
                new("SELECT seq, type, body, actor, command_id, at FROM talk_event WHERE talk_id = $1 AND seq > $2 ORDER BY seq")
                {
                    Parameters = { new() { Value = _talk.Value }, new() { Value = after } },
                },
            },
        };

        await using var rows = await read.ExecuteReaderAsync(ct);
        if (!await rows.ReadAsync(ct))
            throw new InvalidOperationException($"Talk {_talk} has no row to lock.");
        End = rows.GetInt64(0);
        await rows.NextResultAsync(ct);
        Newer = await LogRow.ReadAllAsync(rows, ct);
    }
}
