using Npgsql;
using NpgsqlTypes;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Talks;

/// <summary>
/// The one statement that writes the log: it moves the talk's row on and appends the lines, or, when the row is not where
/// the writer takes it to be, does neither. Both are one commit when it stands alone.
/// </summary>
internal static class LogLines
{
    /// <summary>Seconds that PostgreSQL may take for one statement; people wait for it.</summary>
    public const int Patience = 5;

    private const string Sql =
        """
        WITH moved AS (
            UPDATE talk SET seq = $3, phase = $4, is_open = $5 WHERE talk_id = $1 AND seq = $2 RETURNING talk_id
        )
        INSERT INTO talk_event (talk_id, seq, type, body, actor, command_id, at)
        SELECT moved.talk_id, line.* FROM moved, unnest($6, $7, $8, $9, $10, $11) AS line
        """;

    /// <summary>Appends lines that follow one another from <paramref name="after"/> on.</summary>
    /// <param name="connection">In a transaction or not.</param>
    /// <param name="after">How far the writer takes the log to reach.</param>
    /// <param name="state">The talk after the last of them.</param>
    /// <param name="entries">At least one.</param>
    /// <param name="ct">Gives up.</param>
    /// <returns>False when the log ends elsewhere; then nothing was written.</returns>
    public static async Task<bool> TryWriteAsync(
        NpgsqlConnection connection, long after, TalkState state, IReadOnlyList<LogEntry> entries, CancellationToken ct)
    {
        var lines = Columns.Of(entries);
        await using var write = new NpgsqlCommand(Sql, connection)
        {
            CommandTimeout = Patience,
            Parameters =
            {
                new NpgsqlParameter<Guid> { TypedValue = state.Id.Value },
                new NpgsqlParameter<long> { TypedValue = after },
                new NpgsqlParameter<long> { TypedValue = state.Seq },
                new NpgsqlParameter<string> { TypedValue = state.Phase.ToString() },
                new NpgsqlParameter<bool> { TypedValue = state.IsOpen },
                new NpgsqlParameter<long[]> { TypedValue = lines.Seqs },
                new NpgsqlParameter<string[]> { TypedValue = lines.Types },
                new NpgsqlParameter<byte[][]> { TypedValue = lines.Bodies, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb },
                new NpgsqlParameter<Guid[]> { TypedValue = lines.Actors },
                new NpgsqlParameter<Guid[]> { TypedValue = lines.Commands },
                new NpgsqlParameter<DateTimeOffset[]> { TypedValue = lines.Times },
            },
        };
        return await write.ExecuteNonQueryAsync(ct) == entries.Count;
    }

    /// <summary>The lines as PostgreSQL takes them: an array a column.</summary>
    private readonly record struct Columns(
        long[] Seqs, string[] Types, byte[][] Bodies, Guid[] Actors, Guid[] Commands, DateTimeOffset[] Times)
    {
        public static Columns Of(IReadOnlyList<LogEntry> entries)
        {
            var count = entries.Count;
            var columns = new Columns(
                new long[count], new string[count], new byte[count][], new Guid[count], new Guid[count], new DateTimeOffset[count]);
            for (var i = 0; i < count; i++)
            {
                var (stamp, happened) = entries[i];
                columns.Seqs[i] = stamp.Seq;
                columns.Types[i] = TalkEventJson.NameOf(happened);
                columns.Bodies[i] = TalkEventJson.Write(happened);
                columns.Actors[i] = stamp.By.Value;
                columns.Commands[i] = stamp.Command.Value;
                columns.Times[i] = stamp.At;
            }
            return columns;
        }
    }
}
