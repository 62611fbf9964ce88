using Npgsql;
using TalksPlatform.Foundation.Data;

namespace TalksPlatform.Broadcast;

/// <summary>The live side's own schema.</summary>
internal sealed class BroadcastDb(PostgresOptions options) : ModuleDatabase("broadcast", options, MostReaders)
{
    private const int MostReaders = 50; // each talk whose sound is mixed here holds one of them, its lease
    private const int MostWriters = 20;

    // Their few statements are parsed and planned once a connection. Nobody leaves anything behind on it, so it need not be reset.
    private readonly NpgsqlDataSource _writers = NpgsqlDataSource.Create(
        new NpgsqlConnectionStringBuilder(options.For("broadcast", MostWriters))
        {
            NoResetOnClose = true,
            MaxAutoPrepare = MostWriters,
            AutoPrepareMinUsages = 2,
        });

    public override int MostConnections => base.MostConnections + new NpgsqlConnectionStringBuilder(_writers.ConnectionString).MaxPoolSize;

    /// <summary>A connection of those that write the log. Leave no setting, lock or listener on it.</summary>
    public ValueTask<NpgsqlConnection> OpenForWritingAsync(CancellationToken ct) => _writers.OpenConnectionAsync(ct);

    /// <summary>Begins a transaction on such a connection; without <see cref="UnitOfWork.CommitAsync"/> nothing of it stays.</summary>
    public Task<UnitOfWork> BeginWritingAsync(CancellationToken ct) => UnitOfWork.BeginAsync(_writers, ct);

    public override async ValueTask DisposeAsync()
    {
        await _writers.DisposeAsync();
        await base.DisposeAsync();
    }
}
