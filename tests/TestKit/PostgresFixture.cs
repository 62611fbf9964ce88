using System.Reflection;
using Npgsql;
using TalksPlatform.Foundation.Data;
using Xunit;

namespace TalksPlatform.TestKit;

/// <summary>
/// A database of its own for one test class, with the migrations of the given modules: a clone of a template in the one
/// cluster of the test process. Derive from it with the modules' sets, and take it as IClassFixture.
/// </summary>
/// <param name="modules">Whose migrations it has; messaging's are always there.</param>
public abstract class PostgresFixture(params IReadOnlyList<MigrationSet> modules) : IAsyncLifetime
{
    private PostgresOptions? _options;

    /// <summary>The database, as its owner.</summary>
    public PostgresOptions Options => _options ?? throw new InvalidOperationException("The fixture has not been initialised.");

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        if (GetType().Assembly.GetCustomAttributes<AssemblyFixtureAttribute>().All(fixture => fixture.AssemblyFixtureType != typeof(TestClusterEnd)))
            throw new InvalidOperationException($"Say [assembly: AssemblyFixture(typeof({nameof(TestClusterEnd)}))] beside {GetType().Name}, or nobody stops PostgreSQL.");
        _options = await (await TestCluster.StartedAsync()).CloneAsync(modules);
    }

    /// <summary>A further empty clone, for a test that must not share one.</summary>
    public async Task<PostgresOptions> CloneAsync() => await (await TestCluster.StartedAsync()).CloneAsync(modules);

    /// <summary>Breaks all connections to a database, as a restart of PostgreSQL would.</summary>
    public static async Task BreakConnectionsAsync(PostgresOptions options)
    {
        await using var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(options.ConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()",
            connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <inheritdoc/>
    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        NpgsqlConnection.ClearAllPools();
        return ValueTask.CompletedTask;
    }
}
