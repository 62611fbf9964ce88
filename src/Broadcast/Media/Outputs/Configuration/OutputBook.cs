using Dapper;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Data;

namespace TalksPlatform.Broadcast.Media.Outputs.Configuration;

/// <summary>The outputs that were asked for, in PostgreSQL. Who changes a talk's has them alone: two hosts are one after the other.</summary>
internal sealed class OutputBook(BroadcastDb db)
{
    private const string Select =
        """
        SELECT output_id AS id, kind, name, target, codec, user_name AS username, password, mode, format, leg, backup_target AS backup, enabled
        FROM output WHERE talk_id = @Talk ORDER BY position
        """;

    // What the calendar told last of a talk is in its log.
    private const string SelectLast =
        """
        WITH told AS (
            SELECT talks.talk_id, card.series, card.starts
            FROM (SELECT talk_id FROM output UNION SELECT @Talk) AS talks CROSS JOIN LATERAL (
                SELECT body #>> '{card,series}' AS series, (body #>> '{card,startsAt}')::timestamptz AS starts FROM talk_event
                WHERE talk_event.talk_id = talks.talk_id AND type IN ('TalkAnnounced', 'GreenRoomOpened', 'TalkRescheduled')
                ORDER BY seq DESC LIMIT 1
            ) AS card
        )
        SELECT other.talk_id FROM told AS self JOIN told AS other ON other.series = self.series AND other.starts < self.starts
        WHERE self.talk_id = @Talk ORDER BY other.starts DESC LIMIT 1
        """;

    public async Task<IReadOnlyList<OutputConfiguration>> ReadAsync(TalkId talk, CancellationToken ct)
    {
        await using var connection = await db.OpenAsync(ct);
        return [.. (await connection.QueryAsync<Row>(new CommandDefinition(Select, new { Talk = talk.Value }, cancellationToken: ct))).Select(row => row.Output)];
    }

    /// <summary>Those of the series' last talk before this one that had any.</summary>
    public async Task<IReadOnlyList<OutputConfiguration>> ReadLastAsync(TalkId talk, CancellationToken ct)
    {
        await using var connection = await db.OpenAsync(ct);
        var last = await connection.ExecuteScalarAsync<Guid?>(new CommandDefinition(SelectLast, new { Talk = talk.Value }, cancellationToken: ct));
        return last is { } id ? await ReadAsync(new TalkId(id), ct) : [];
    }

    /// <summary>
    /// Changes all outputs of a talk as a whole. One that is in the place of one before keeps its id, and its password when
    /// none is given and it goes nowhere else.
    /// </summary>
    /// <param name="change">Makes the new ones of those that are there; null leaves them.</param>
    public async Task<bool> ChangeAsync(
        TalkId talk, Func<IReadOnlyList<OutputConfiguration>, IReadOnlyList<OutputConfiguration>?> change, CancellationToken ct)
    {
        await using var work = await db.BeginAsync(ct);
        await work.Connection.ExecuteAsync(new CommandDefinition(
            "SELECT pg_advisory_xact_lock(hashtextextended('output ' || @Talk::text, 0))", new { Talk = talk.Value }, work.Transaction, cancellationToken: ct));
        OutputConfiguration[] before = [.. (await work.Connection.QueryAsync<Row>(
            new CommandDefinition(Select, new { Talk = talk.Value }, work.Transaction, cancellationToken: ct))).Select(row => row.Output)];
        if (change(before) is not { } after)
            return false;
        await work.Connection.ExecuteAsync(new CommandDefinition(
            "DELETE FROM output WHERE talk_id = @Talk", new { Talk = talk.Value }, work.Transaction, cancellationToken: ct));
        foreach (var (position, output) in after.Index())
            await PutAsync(work, talk, Kept(output, before), position, ct);
        await work.CommitAsync(ct);
        return true;
    }

    /// <summary>Replaces all.</summary>
    public Task ReplaceAsync(TalkId talk, IReadOnlyList<OutputConfiguration> outputs, CancellationToken ct) => ChangeAsync(talk, _ => outputs, ct);

    /// <summary>Adds one to a talk's outputs, or puts it in the place of the same; false when there are as many as may be.</summary>
    public Task<bool> AddAsync(TalkId talk, OutputConfiguration output, int most, CancellationToken ct) => ChangeAsync(
        talk,
        before => before.Any(output.IsSame) ? [.. before.Select(other => output.IsSame(other) ? output : other)]
            : before.Count < most ? [.. before, output]
            : null,
        ct);

    private static OutputConfiguration Kept(OutputConfiguration output, OutputConfiguration[] before) =>
        Array.Find(before, other => other.Id == output.Id) is { } self ? output.Keeping(self)
        : Array.Find(before, output.IsSame) is { } same ? (output with { Id = same.Id }).Keeping(same)
        : output;

    private static async Task PutAsync(UnitOfWork work, TalkId talk, OutputConfiguration output, int position, CancellationToken ct) =>
        await work.Connection.ExecuteAsync(new CommandDefinition(
            """
            INSERT INTO output (output_id, talk_id, position, kind, name, target, codec, user_name, password, mode, format, leg, backup_target, enabled)
            VALUES (@Id, @Talk, @position, @Kind, @Name, @Target, @Codec, @UserName, @Password, @Mode, @Format, @Leg, @Backup, @Enabled)
            """,
            new
            {
                output.Id,
                Talk = talk.Value,
                position,
                output.Kind,
                output.Name,
                output.Target,
                output.Codec,
                output.UserName,
                output.Password,
                output.Mode,
                output.Format,
                output.Leg,
                output.Backup,
                output.Enabled,
            },
            work.Transaction, cancellationToken: ct));

    private sealed record Row(
        Guid Id, string Kind, string Name, string Target, string? Codec, string? UserName, string? Password,
        string? Mode, string? Format, string? Leg, string? Backup, bool Enabled)
    {
        public OutputConfiguration Output => new(Id, Kind, Name, Target, Codec, UserName, Password)
        {
            Mode = Mode,
            Format = Format,
            Leg = Leg,
            Backup = Backup,
            Enabled = Enabled,
        };
    }
}
