using Dapper;
using TalksPlatform.Contracts;

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
        {
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
        await work.CommitAsync(ct);
    }
}
