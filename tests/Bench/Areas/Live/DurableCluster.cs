using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using TalksPlatform.Foundation.Data;

namespace TalksPlatform.Bench.Areas.Live;

/// <summary>A PostgreSQL whose commits wait for the disk, as the server runs it, deleted at the end.</summary>
internal sealed class DurableCluster : IAsyncDisposable
{
    // Not the temporary folder: that is often memory, where a commit waits for nothing.
    private const string Parent = "/var/tmp";

    private readonly EmbeddedPostgres _postgres;
    private readonly string _folder;

    private DurableCluster(EmbeddedPostgres postgres, string folder) => (_postgres, _folder) = (postgres, folder);

    public PostgresOptions Postgres => _postgres.Postgres;

    /// <summary>Where programs that speak SQL reach it.</summary>
    public string Socket => Path.Combine(_folder, "run");

    public static async Task<DurableCluster> StartAsync(CancellationToken ct)
    {
        var folder = Path.Combine(Parent, $"talks-bench-{Environment.ProcessId.ToString(CultureInfo.InvariantCulture)}");
        try
        {
            var options = new EmbeddedPostgresOptions(folder);
            return new DurableCluster(await EmbeddedPostgres.StartAsync(options, TimeProvider.System, NullLogger.Instance, ct), folder);
        }
        catch
        {
            Delete(folder);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _postgres.DisposeAsync();
        Delete(_folder);
    }

    private static void Delete(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }
}
