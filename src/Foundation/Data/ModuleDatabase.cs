using Npgsql;

namespace TalksPlatform.Foundation.Data;

/// <summary>
/// PostgreSQL as one module sees it: its own schema first on the search path, its own role, which can touch no other
/// module's tables. Modules derive from it (BroadcastDb, SchedulerDb ...) and put their queries there.
/// </summary>
/// <param name="schema">The module's schema.</param>
/// <param name="options">Where PostgreSQL is.</param>
/// <param name="mostConnections">
/// The module never holds more; whoever wants a further one waits for it. All modules' together fit into
/// <see cref="EmbeddedPostgresOptions.MaxConnections"/>, so that a rush on one takes none from the others.
/// </param>
public abstract class ModuleDatabase(string schema, PostgresOptions options, int mostConnections) : IAsyncDisposable
{
    private readonly NpgsqlDataSource _source = new NpgsqlDataSourceBuilder(options.For(schema, mostConnections)).Build();

    static ModuleDatabase() => SqlMapping.EnsureCommonTypes();

    /// <summary>The schema, and the role's name after "talks_".</summary>
    public string Schema { get; } = schema;

    /// <summary>How many connections it holds at most.</summary>
    public virtual int MostConnections => new NpgsqlConnectionStringBuilder(_source.ConnectionString).MaxPoolSize;

    /// <summary>The pool, for raw Npgsql: the log, COPY, LISTEN.</summary>
    public NpgsqlDataSource Source => _source;

    /// <summary>A connection outside any transaction, for reading.</summary>
    public ValueTask<NpgsqlConnection> OpenAsync(CancellationToken ct) => _source.OpenConnectionAsync(ct);

    /// <summary>Takes the right to do something alone among all servers, or returns null when another has it.</summary>
    public Task<Lease?> TryLeaseAsync(string key, CancellationToken ct) => Lease.TryTakeAsync(_source, key, ct);

    /// <summary>Begins a transaction; without <see cref="UnitOfWork.CommitAsync"/> nothing of it stays.</summary>
    public Task<UnitOfWork> BeginAsync(CancellationToken ct) => UnitOfWork.BeginAsync(_source, ct);

    /// <inheritdoc/>
    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return _source.DisposeAsync();
    }
}

/// <summary>A transaction and its connection.</summary>
public sealed class UnitOfWork(NpgsqlConnection connection, NpgsqlTransaction transaction) : IAsyncDisposable
{
    /// <summary>The connection.</summary>
    public NpgsqlConnection Connection { get; } = connection;

    /// <summary>The transaction.</summary>
    public NpgsqlTransaction Transaction { get; } = transaction;

    /// <summary>Begins one on a connection of its own.</summary>
    public static async Task<UnitOfWork> BeginAsync(NpgsqlDataSource source, CancellationToken ct)
    {
        var connection = await source.OpenConnectionAsync(ct);
        try
        {
            return new UnitOfWork(connection, await connection.BeginTransactionAsync(ct));
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Makes it stay.</summary>
    public Task CommitAsync(CancellationToken ct) => Transaction.CommitAsync(ct);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Transaction.DisposeAsync();
        await Connection.DisposeAsync();
    }
}

/// <summary>Where PostgreSQL is.</summary>
/// <param name="ConnectionString">For the owner of the database, who migrates it.</param>
public sealed record PostgresOptions(string ConnectionString)
{
    /// <summary>Seconds of silence after which we ask whether PostgreSQL is still there, and how long it may think about it.</summary>
    private const int KeepAlive = 5;

    /// <summary>
    /// By these PostgreSQL notices within some ten seconds that we are gone without a word, and gives our leases to others. It
    /// passes over them on a unix socket, which cannot be left so.
    /// </summary>
    private const string NoticesLostClients =
        "-c tcp_keepalives_idle=5 -c tcp_keepalives_interval=2 -c tcp_keepalives_count=3 -c tcp_user_timeout=11000";

    /// <summary>The same server as one module sees it. The role is a start-up setting, so that a reset connection keeps it.</summary>
    /// <param name="schema">The module's schema.</param>
    /// <param name="mostConnections">The size of the pool, unless the owner's own is smaller.</param>
    public string For(string schema, int mostConnections)
    {
        var module = new NpgsqlConnectionStringBuilder(ConnectionString)
        {
            Options = $"-c role=talks_{schema} {NoticesLostClients}",
            SearchPath = $"{schema},public", // public has the extensions
            ApplicationName = $"talks-{schema}",
        };
        if (module.KeepAlive == 0)
            module.KeepAlive = KeepAlive;
        module.MaxPoolSize = Math.Min(module.MaxPoolSize, mostConnections);
        return module.ConnectionString;
    }
}
