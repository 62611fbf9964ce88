using System.Globalization;
using Microsoft.Extensions.Logging;
using Npgsql;
using TalksPlatform.Foundation.Processes;

namespace TalksPlatform.Foundation.Data;

/// <summary>
/// A private PostgreSQL of our own: a cluster under the data folder, run by the installed binaries, reached over a unix
/// socket that only our user may use, started again when it dies, and stopped with us. Real PostgreSQL in everything else.
/// </summary>
public sealed class EmbeddedPostgres : IAsyncDisposable
{
    /// <summary>The cluster's superuser, who owns and migrates the database.</summary>
    internal const string Owner = "talks";

    private const string Database = "talks";
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    private readonly EmbeddedPostgresOptions _options;
    private readonly ClusterFolder _folder;
    private readonly FileStream _lock;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stopping = new();
    private PostgresBinaries _binaries = null!;
    private ChildProcess? _server;
    private Task _supervision = Task.CompletedTask;

    private EmbeddedPostgres(EmbeddedPostgresOptions options, ClusterFolder folder, TimeProvider time, ILogger logger)
    {
        _options = options;
        _folder = folder;
        _time = time;
        _logger = logger;
        _lock = folder.Lock();
        Postgres = new PostgresOptions(ConnectionTo(Database));
    }

    /// <summary>How to reach the database, as its owner.</summary>
    public PostgresOptions Postgres { get; }

    /// <summary>Starts the cluster, and makes it first when there is none. Returns once it takes queries.</summary>
    /// <exception cref="Faults.FaultException">data.in-use, data.postgres-missing, data.unreachable, data.postgres-failed.</exception>
    public static async Task<EmbeddedPostgres> StartAsync(
        EmbeddedPostgresOptions options, TimeProvider time, ILogger logger, CancellationToken ct)
    {
        var postgres = new EmbeddedPostgres(options, new ClusterFolder(Path.GetFullPath(options.Folder)), time, logger);
        try
        {
            await postgres.StartAsync(ct);
            return postgres;
        }
        catch
        {
            await postgres.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _supervision;
        if (_server is not null)
        {
            await _server.StopAsync(StopPatience);
            await _server.DisposeAsync();
        }
        _folder.DeleteSockets();
        await _lock.DisposeAsync();
        _stopping.Dispose();
    }

    private async Task StartAsync(CancellationToken ct)
    {
        _binaries = PostgresBinaries.Find(_folder);
        await _folder.PrepareAsync(_binaries, _options.Durable, ct);
        await StartServerAsync(ct);
        await EnsureDatabaseAsync(ct);
        _supervision = SuperviseAsync(_stopping.Token);
    }

    private async Task StartServerAsync(CancellationToken ct)
    {
        await new ClusterProcesses(_folder, _time).EndAsync(ct);
        _server = ChildProcess.Start(ServerCommand());
        await ReadyAsync(_server, ct);
    }

    private ChildCommand ServerCommand()
    {
        var onOff = _options.Durable ? "on" : "off";
        string[] settings =
        [
            "listen_addresses=",
            $"unix_socket_directories={_folder.Sockets}",
            $"max_connections={_options.MaxConnections.ToString(CultureInfo.InvariantCulture)}",
            $"fsync={onOff}",
            $"full_page_writes={onOff}",
            "timezone=UTC",
            "log_timezone=UTC",
            "jit=off", // our queries are short: compiling them costs more than it saves
            "logging_collector=off",
            "log_min_messages=log", // errors of statements reach whoever sent them
        ];
        return _binaries.Command("postgres", ["-D", _folder.Cluster, .. settings.SelectMany(setting => (string[])["-c", setting])]) with
        {
            WorkingFolder = _folder.Path,
            StopSignal = _options.Durable ? "INT" : "QUIT", // a fast shutdown; none at all for a cluster that is thrown away
            OnErrorLine = line => _logger.LogDebug("{Line}", line),
        };
    }

    private async Task ReadyAsync(ChildProcess server, CancellationToken ct)
    {
        while (true)
        {
            try
            {
                await using var connection = new NpgsqlConnection(ConnectionTo("postgres"));
                await connection.OpenAsync(ct);
                return;
            }
            catch (NpgsqlException) when (!server.Exit.IsCompleted)
            {
                // No socket yet, or crash recovery (57P03), which takes as long as it takes.
                await Task.Delay(TimeSpan.FromMilliseconds(20), _time, ct);
            }
            catch (NpgsqlException failure)
            {
                throw PostgresFaults.DidNotStart(server.LastWords).AsException(failure);
            }
        }
    }

    private async Task EnsureDatabaseAsync(CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(ConnectionTo("postgres"));
        await connection.OpenAsync(ct);
        await using var find = new NpgsqlCommand("SELECT 1 FROM pg_database WHERE datname = $1", connection)
        {
            Parameters = { new() { Value = Database } },
        };
        if (await find.ExecuteScalarAsync(ct) is not null)
            return;
        await using var create = new NpgsqlCommand($"CREATE DATABASE {Database}", connection);
        await create.ExecuteNonQueryAsync(ct);
    }

    private async Task SuperviseAsync(CancellationToken stopping)
    {
        while (_server is { } server)
        {
            await Task.WhenAny(server.Exit, Task.Delay(Timeout.InfiniteTimeSpan, _time, stopping));
            if (stopping.IsCancellationRequested)
                return;
            _logger.LogError("PostgreSQL ended with {Code} and is started again: {LastWords}", await server.Exit, server.LastWords);
            await server.DisposeAsync();
            if (!await StartAgainAsync(stopping))
                return;
        }
    }

    private async Task<bool> StartAgainAsync(CancellationToken stopping)
    {
        for (var pause = TimeSpan.FromMilliseconds(50); ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                await Task.Delay(pause, _time, stopping);
                await StartServerAsync(stopping);
                _logger.LogInformation("PostgreSQL runs again");
                return true;
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return false;
            }
            catch (Exception failure)
            {
                _logger.LogDebug(failure, "PostgreSQL did not start yet");
                await (_server?.DisposeAsync() ?? ValueTask.CompletedTask);
            }
        }
    }

    // No idle connection of ours may keep a backend alive that nobody uses, hence no pool for these few.
    private string ConnectionTo(string database) => new NpgsqlConnectionStringBuilder
    {
        Host = _folder.Sockets,
        Username = Owner,
        Database = database,
        Pooling = database == Database,
        Timeout = 15,
        IncludeErrorDetail = true,
    }.ConnectionString;
}
