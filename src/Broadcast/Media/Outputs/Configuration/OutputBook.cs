using Dapper;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Data;

namespace TalksPlatform.Broadcast.Media.Outputs.Configuration;

/// <summary>The outputs that were asked for, in PostgreSQL.</summary>
internal sealed class OutputBook(BroadcastDb db)
{
    public async Task<IReadOnlyList<OutputConfiguration>> ReadAsync(TalkId talk, CancellationToken ct)
    {
        await using var connection = await db.OpenAsync(ct);
        return [.. await connection.QueryAsync<OutputConfiguration>(new CommandDefinition(
            """
            SELECT output_id AS id, kind, name, target, codec, user_name AS username, password
            FROM output WHERE talk_id = @Talk ORDER BY position
            """,
            new { Talk = talk.Value }, cancellationToken: ct))];
    }

    /// <summary>Replaces all outputs of a talk. One of the same kind and target keeps its id, and its password when none is given.</summary>
    public async Task ReplaceAsync(TalkId talk, IReadOnlyList<OutputConfiguration> outputs, CancellationToken ct)
    {
        await using var work = await db.BeginAsync(ct);
        await work.Connection.ExecuteAsync(new CommandDefinition(
            "DELETE FROM output WHERE talk_id = @Talk AND (kind, target) NOT IN (SELECT * FROM unnest(@Kinds, @Targets))",
            new { Talk = talk.Value, Kinds = outputs.Select(o => o.Kind).ToArray(), Targets = outputs.Select(o => o.Target).ToArray() },
            work.Transaction, cancellationToken: ct));
        foreach (var (position, output) in outputs.Index())
            await PutAsync(work, talk, output, position, ct);
        await work.CommitAsync(ct);
    }

    /// <summary>Adds one to a talk's outputs, or replaces the one of its kind and target; false when there are as many as may be.</summary>
    public async Task<bool> AddAsync(TalkId talk, OutputConfiguration output, int most, CancellationToken ct)
    {
        await using var work = await db.BeginAsync(ct);
        await work.Connection.ExecuteAsync(new CommandDefinition(
            "SELECT pg_advisory_xact_lock(hashtextextended('output ' || @Talk::text, 0))", // two hosts at once are one after the other
            new { Talk = talk.Value }, work.Transaction, cancellationToken: ct));
        var (count, last, position) = await work.Connection.QuerySingleAsync<(int, int?, int?)>(new CommandDefinition(
            """
            SELECT count(*)::int, max(position), min(position) FILTER (WHERE kind = @Kind AND target = @Target)
            FROM output WHERE talk_id = @Talk
            """,
            new { Talk = talk.Value, output.Kind, output.Target }, work.Transaction, cancellationToken: ct));
        if (position is null && count >= most)
            return false;
        await PutAsync(work, talk, output, position ?? (last + 1 ?? 0), ct);
        await work.CommitAsync(ct);
        return true;
    }

    private static async Task PutAsync(UnitOfWork work, TalkId talk, OutputConfiguration output, int position, CancellationToken ct) =>
        await work.Connection.ExecuteAsync(new CommandDefinition(
            """
            INSERT INTO output (output_id, talk_id, position, kind, name, target, codec, user_name, password)
            VALUES (@Id, @Talk, @position, @Kind, @Name, @Target, @Codec, @UserName, @Password)
            ON CONFLICT (talk_id, kind, target) DO UPDATE SET
                position = excluded.position, name = excluded.name, codec = excluded.codec,
                user_name = excluded.user_name, password = coalesce(excluded.password, output.password)
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
            },
            work.Transaction, cancellationToken: ct));
}
