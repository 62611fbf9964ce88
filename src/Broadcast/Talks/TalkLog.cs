using Dapper;
using Npgsql;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Talks;

/// <summary>The log of all talks in PostgreSQL. Only <see cref="TalkSession"/> writes it, through <see cref="LogAppend"/>.</summary>
internal class TalkLog(BroadcastDb db, TalkBell bell)
{
    /// <summary>Makes the row that the talk's commits lock. Once there, it stays.</summary>
    public async Task EnsureAsync(TalkId talk, CancellationToken ct)
    {
        await using var connection = await db.OpenAsync(ct);
        await connection.ExecuteAsync(new CommandDefinition(
            "INSERT INTO talk (talk_id) VALUES (@Talk) ON CONFLICT DO NOTHING", new { Talk = talk.Value }, cancellationToken: ct));
    }

    /// <summary>The talk has its row.</summary>
    public async Task<bool> ExistsAsync(TalkId talk, CancellationToken ct)
    {
        await using var connection = await db.OpenAsync(ct);
        return await connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            "SELECT EXISTS (SELECT FROM talk WHERE talk_id = @Talk)", new { Talk = talk.Value }, cancellationToken: ct));
    }

    /// <summary>Something of the talk is written: its row may be there before its first line.</summary>
    public async Task<bool> HasLinesAsync(TalkId talk, CancellationToken ct)
    {
        await using var connection = await db.OpenAsync(ct);
        return await connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            "SELECT EXISTS (SELECT FROM talk WHERE talk_id = @Talk AND seq > 0)", new { Talk = talk.Value }, cancellationToken: ct));
    }

    /// <summary>How far the logs reach of all talks that somebody still has to look after, and of these.</summary>
    public async Task<IReadOnlyList<LogEnd>> EndsAsync(IReadOnlyCollection<TalkId> these, CancellationToken ct)
    {
        await using var connection = await db.OpenAsync(ct);
        var ends = await connection.QueryAsync<(Guid Talk, long Seq)>(new CommandDefinition(
            "SELECT talk_id, seq FROM talk WHERE is_open OR talk_id = ANY(@These)",
            new { These = these.Select(talk => talk.Value).ToArray() },
            cancellationToken: ct));
        return [.. ends.Select(end => new LogEnd(new TalkId(end.Talk), end.Seq))];
    }

    /// <summary>What the calendar told last of those of these talks that are over, without reading their logs.</summary>
    public async Task<IReadOnlyDictionary<TalkId, TalkCard>> CardsOfEndedAsync(IEnumerable<TalkId> these, CancellationToken ct)
    {
        await using var connection = await db.OpenAsync(ct);
        var lines = await connection.QueryAsync<(Guid Talk, string Type, string Body)>(new CommandDefinition(
            """
            SELECT talk_id, line.type, line.body FROM talk CROSS JOIN LATERAL (
                SELECT type, body::text FROM talk_event
                WHERE talk_event.talk_id = talk.talk_id AND type IN ('TalkAnnounced', 'GreenRoomOpened', 'TalkRescheduled')
                ORDER BY seq DESC LIMIT 1
            ) AS line
            WHERE phase = 'Ended' AND talk_id = ANY(@These)
            """,
            new { These = these.Select(talk => talk.Value).ToArray() },
            cancellationToken: ct));
        return lines.ToDictionary(line => new TalkId(line.Talk), line => ((CalendarEvent)TalkEventJson.Read(line.Type, line.Body)).Card);
    }

    /// <summary>Those of these talks that are over, and of which the calendar ever told that nothing of them is recorded.</summary>
    public async Task<IReadOnlyList<TalkId>> EndedUnrecordedAsync(IEnumerable<TalkId> these, CancellationToken ct)
    {
        await using var connection = await db.OpenAsync(ct);
        var ended = await connection.QueryAsync<Guid>(new CommandDefinition(
            """
            SELECT talk_id FROM talk WHERE phase = 'Ended' AND NOT is_open AND talk_id = ANY(@These) AND EXISTS (
                SELECT FROM talk_event
                WHERE talk_event.talk_id = talk.talk_id AND type IN ('TalkAnnounced', 'GreenRoomOpened', 'TalkRescheduled')
                AND (body #>> '{card,rules,notRecorded}')::boolean
            )
            """,
            new { These = these.Select(talk => talk.Value).ToArray() },
            cancellationToken: ct));
        return [.. ended.Select(talk => new TalkId(talk))];
    }

    /// <summary>The most people that were ever told of by <see cref="KeepPeakAsync"/>.</summary>
    public async Task<int> PeakAsync(TalkId talk, CancellationToken ct)
    {
        await using var connection = await db.OpenAsync(ct);
        return await connection.ExecuteScalarAsync<int>(new CommandDefinition(
            "SELECT peak_people FROM talk WHERE talk_id = @Talk", new { Talk = talk.Value }, cancellationToken: ct));
    }

    /// <summary>Keeps how many people were connected at once, if it is more than ever before.</summary>
    public async Task KeepPeakAsync(TalkId talk, int people, CancellationToken ct)
    {
        await using var connection = await db.OpenAsync(ct);
        await connection.ExecuteAsync(new CommandDefinition(
            "UPDATE talk SET peak_people = @People WHERE talk_id = @Talk AND peak_people < @People",
            new { Talk = talk.Value, People = people },
            cancellationToken: ct));
    }

    /// <summary>The lines after this sequence number, in their order.</summary>
    public async Task<IReadOnlyList<LogEntry>> ReadAsync(TalkId talk, long after, CancellationToken ct)
    {
        await using var connection = await db.OpenAsync(ct);
        await using var read = new NpgsqlCommand(
            "SELECT seq, type, body, actor, command_id, at FROM talk_event WHERE talk_id = $1 AND seq > $2 ORDER BY seq", connection);
        read.Parameters.Add(new() { Value = talk.Value });
        read.Parameters.Add(new() { Value = after });
        await using var rows = await read.ExecuteReaderAsync(ct);
        return await LogRow.ReadAllAsync(rows, ct);
    }

    /// <summary>
    /// Appends lines in one round trip, if the log still ends where the caller takes it to end: nobody else wrote, so what
    /// was decided stands. They are committed when this returns true.
    /// </summary>
    /// <param name="after">The last line that the caller knows.</param>
    /// <param name="state">The talk after the last of the lines.</param>
    /// <param name="entries">At least one.</param>
    /// <param name="ct">Gives up.</param>
    /// <returns>False when another node was quicker; then nothing was written.</returns>
    public virtual async Task<bool> TryAppendAsync(long after, TalkState state, IReadOnlyList<LogEntry> entries, CancellationToken ct)
    {
        await using var connection = await db.OpenForWritingAsync(ct);
        if (!await LogLines.TryWriteAsync(connection, after, state, entries, ct))
            return false;
        bell.Ring(new LogEnd(state.Id, state.Seq));
        return true;
    }

    /// <summary>Begins a transaction that holds the talk's row: nobody else appends until it ends.</summary>
    /// <param name="talk">The talk.</param>
    /// <param name="after">The last line that the caller knows; newer ones come with the answer.</param>
    /// <param name="ct">Gives up.</param>
    public Task<LogAppend> LockAsync(TalkId talk, long after, CancellationToken ct) =>
        LogAppend.BeginAsync(db, bell, talk, after, ct);
}

/// <summary>How far a talk's log reaches.</summary>
internal readonly record struct LogEnd(TalkId Talk, long Seq);

/// <summary>A row of broadcast.talk_event.</summary>
internal static class LogRow
{
    public static async Task<IReadOnlyList<LogEntry>> ReadAllAsync(NpgsqlDataReader rows, CancellationToken ct)
    {
        var entries = new List<LogEntry>();
        while (await rows.ReadAsync(ct))
        {
            var stamp = new Stamp(
                rows.GetInt64(0),
                rows.GetFieldValue<DateTimeOffset>(5),
                new PersonId(rows.GetGuid(3)),
                new CommandId(rows.GetGuid(4)));
            entries.Add(new LogEntry(stamp, TalkEventJson.Read(rows.GetString(1), rows.GetString(2))));
        }
        return entries;
    }
}
