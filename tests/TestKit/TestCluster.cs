using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using TalksPlatform.Foundation.Data;

namespace TalksPlatform.TestKit;

/// <summary>The one PostgreSQL of a test process, in the temporary folder.</summary>
internal sealed class TestCluster : IAsyncDisposable
{
    private static readonly Lazy<Task<TestCluster>> Started = new(StartAsync);

    private readonly EmbeddedPostgres _postgres;
    private readonly string _folder;
    private readonly ConcurrentDictionary<string, Lazy<Task<string>>> _templates = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _cloning = new(1);
    private int _count;

    private TestCluster(EmbeddedPostgres postgres, string folder) => (_postgres, _folder) = (postgres, folder);

    /// <summary>It, if any test asked for it.</summary>
    public static Task<TestCluster>? IfStarted => Started.IsValueCreated ? Started.Value : null;

    public static Task<TestCluster> StartedAsync() => Started.Value;

    /// <summary>A new database that has been migrated already.</summary>
    public async Task<PostgresOptions> CloneAsync(IReadOnlyList<MigrationSet> modules)
    {
        var key = string.Join('+', modules.Select(module => $"{module.Schema}@{module.Assembly.GetName().Name}"));
        var template = await _templates.GetOrAdd(key, _ => new Lazy<Task<string>>(() => MakeTemplateAsync(modules))).Value;
        return await CreateAsync($"clone_{NextNumber()}", $"TEMPLATE {template}");
    }

    /// <summary>A new database with nothing in it.</summary>
    public Task<PostgresOptions> EmptyAsync() => CreateAsync($"empty_{NextNumber()}", "");

    public async ValueTask DisposeAsync()
    {
        await _postgres.DisposeAsync();
        _cloning.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static async Task<TestCluster> StartAsync()
    {
        var parent = Path.Combine(Path.GetTempPath(), "talks-tests");
        Directory.CreateDirectory(parent);
        DeleteLeftOvers(parent);
        var folder = Path.Combine(parent, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        var options = new EmbeddedPostgresOptions(folder) { Durable = false };
        return new TestCluster(
            await EmbeddedPostgres.StartAsync(options, TimeProvider.System, NullLogger.Instance, CancellationToken.None), folder);
    }

    // A killed test process could not delete its cluster. Its number may have been given to another process since.
    private static void DeleteLeftOvers(string parent)
    {
        foreach (var folder in Directory.EnumerateDirectories(parent))
        {
            try
            {
                if (!Directory.Exists($"/proc/{Path.GetFileName(folder)}"))
                    Directory.Delete(folder, recursive: true);
            }
            catch (Exception busy) when (busy is IOException or UnauthorizedAccessException)
            {
                // Another test process deletes it now, or it is another user's.
            }
        }
    }

    private async Task<string> MakeTemplateAsync(IReadOnlyList<MigrationSet> modules)
    {
        var name = $"template_{NextNumber()}";
        var options = await CreateAsync(name, "");
        await Migrator.RunAsync(options, modules, CancellationToken.None);
        return name;
    }

    // One at a time: a database cannot be cloned twice at once.
    private async Task<PostgresOptions> CreateAsync(string name, string template)
    {
        await _cloning.WaitAsync();
        try
        {
            await using var connection = new NpgsqlConnection(ConnectionTo("postgres"));
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand($"CREATE DATABASE {name} {template}", connection);
            await command.ExecuteNonQueryAsync();
            return new PostgresOptions(ConnectionTo(name));
        }
        finally
        {
            _cloning.Release();
        }
    }

    private string ConnectionTo(string database) =>
        new NpgsqlConnectionStringBuilder(_postgres.Postgres.ConnectionString) { Database = database }.ConnectionString;

    private string NextNumber() => Interlocked.Increment(ref _count).ToString(CultureInfo.InvariantCulture);
}
