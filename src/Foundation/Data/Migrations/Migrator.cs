using Dapper;
using Npgsql;
using TalksPlatform.Foundation.Faults;

namespace TalksPlatform.Foundation.Data;

/// <summary>
/// Brings the database up to what this build expects: per module a role, a schema that the role owns, and its numbered
/// migrations, one transaction each. Servers that start together take turns under an advisory lock. A migration that
/// changed after it ran, and a database from a newer build, are refused: guessing would lose data.
/// </summary>
public static class Migrator
{
    private const long LockKey = 0x74616C6B73; // "talks"

    private static readonly MigrationSet Messaging = new("messaging", typeof(Migrator).Assembly);

    /// <summary>Runs what has not run. The messaging schema comes first, on its own account.</summary>
    /// <exception cref="FaultException">data.newer-schema, data.changed-migration.</exception>
    public static async Task RunAsync(PostgresOptions options, IEnumerable<MigrationSet> sets, CancellationToken ct)
    {
        // Unpooled: the session lock goes with the connection, whatever happens.
        var unpooled = new NpgsqlConnectionStringBuilder(options.ConnectionString) { Pooling = false };
        await using var connection = new NpgsqlConnection(unpooled.ConnectionString);
        await connection.OpenAsync(ct);
        await connection.ExecuteAsync(new("SELECT pg_advisory_lock(@LockKey)", new { LockKey }, commandTimeout: 0, cancellationToken: ct));
        await connection.ExecuteAsync(new(
            """
            CREATE TABLE IF NOT EXISTS public.schema_migration (
                schema     text NOT NULL,
                number     int NOT NULL,
                name       text NOT NULL,
                checksum   text NOT NULL,
                applied_at timestamptz NOT NULL DEFAULT now(),
                PRIMARY KEY (schema, number)
            )
            """,
            cancellationToken: ct));
        foreach (var set in sets.Prepend(Messaging))
            await MigrateAsync(connection, set, ct);
    }

    private static async Task MigrateAsync(NpgsqlConnection connection, MigrationSet set, CancellationToken ct)
    {
        await EnsureSchemaAsync(connection, set.Schema, ct);
        var known = set.Read();
        var applied = (await connection.QueryAsync<Applied>(new(
            "SELECT number, name, checksum FROM public.schema_migration WHERE schema = @Schema ORDER BY number",
            new { set.Schema },
            cancellationToken: ct))).ToList();
        if (applied.Count > known.Count)
            throw Newer(set.Schema, applied[known.Count]).AsException();
        if (applied.FirstOrDefault(was => was.Checksum != known[was.Number - 1].Checksum) is { } changed)
            throw Changed(set.Schema, changed).AsException();
        foreach (var migration in known.Skip(applied.Count))
            await ApplyAsync(connection, set.Schema, migration, ct);
    }

    // Roles belong to the whole cluster, the lock only to one database: another one may create the same role meanwhile.
    private static Task<int> EnsureSchemaAsync(NpgsqlConnection connection, string schema, CancellationToken ct) =>
        connection.ExecuteAsync(new(
            $"""
            DO $$ BEGIN
                CREATE ROLE talks_{schema} NOLOGIN;
            EXCEPTION WHEN duplicate_object OR unique_violation THEN
            END $$;
            DO $$ BEGIN
                IF NOT pg_has_role('talks_{schema}', 'MEMBER') THEN
                    GRANT talks_{schema} TO CURRENT_USER;
                END IF;
            END $$;
            CREATE SCHEMA IF NOT EXISTS {schema} AUTHORIZATION talks_{schema};
            """,
            cancellationToken: ct));

    private static async Task ApplyAsync(NpgsqlConnection connection, string schema, Migration migration, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (schema != Messaging.Schema)
            await GrantOutboxAsync(connection, schema, ct);

        // The module's role makes its tables, and so owns them. Messaging's are made by the owner: it may create extensions.
        var role = schema == Messaging.Schema ? "" : $"SET LOCAL ROLE talks_{schema};";
        await connection.ExecuteAsync(new($"SET LOCAL search_path = {schema}, public; {role}", cancellationToken: ct));
        await connection.ExecuteAsync(new(migration.Sql, commandTimeout: 0, cancellationToken: ct));
        await connection.ExecuteAsync(new(
            """
            RESET ROLE;
            INSERT INTO public.schema_migration (schema, number, name, checksum) VALUES (@schema, @Number, @Name, @Checksum);
            """,
            new { schema, migration.Number, migration.Name, migration.Checksum },
            cancellationToken: ct));
        await transaction.CommitAsync(ct);
    }

    private static Task<int> GrantOutboxAsync(NpgsqlConnection connection, string schema, CancellationToken ct) =>
        connection.ExecuteAsync(new(
            $"GRANT USAGE ON SCHEMA messaging TO talks_{schema}; GRANT INSERT ON messaging.outbox TO talks_{schema};",
            cancellationToken: ct));

    private static Fault Newer(string schema, Applied migration) => new(
        "data.newer-schema", FaultKind.Conflict,
        $"The database is of a newer version: {schema} has migration {migration.Name}, which this version does not know. Install the newer version again.");

    private static Fault Changed(string schema, Applied migration) => new(
        "data.changed-migration", FaultKind.Conflict,
        $"Migration {migration.Name} of {schema} is not the one that ran on this database. Put the old text back and add a new migration.");

    private sealed record Applied(int Number, string Name, string Checksum);
}
