using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.Versioning;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using TalksPlatform.Foundation.Data;
using TalksPlatform.Foundation.Faults;
using TalksPlatform.Foundation.Processes;
using TalksPlatform.TestKit;

namespace TalksPlatform.Foundation.Tests.Data;

[UnsupportedOSPlatform("windows")]
public sealed class EmbeddedPostgresTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("talks-embedded-");

    public EmbeddedPostgresTests() =>
        File.SetUnixFileMode(_folder.FullName, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherExecute);

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task What_was_written_is_there_after_a_restart()
    {
        await using (var first = await StartAsync(durable: true))
            await ExecuteAsync(first, "CREATE TABLE note (text text); INSERT INTO note VALUES ('ສະບາຍດີ')");

        await using var second = await StartAsync(durable: true);
        (await QueryAsync(second, "SELECT text FROM note")).ShouldBe("ສະບາຍດີ");
        (await QueryAsync(second, "SHOW server_encoding")).ShouldBe("UTF8");
        (await QueryAsync(second, "SHOW fsync")).ShouldBe("on");
        (await QueryAsync(second, "SHOW listen_addresses")).ShouldBe("");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_stop_in_the_middle_of_a_storm_loses_no_commit_that_was_acknowledged(bool durable)
    {
        var acknowledged = new ConcurrentBag<int>();
        var first = await StartAsync(durable);
        await ExecuteAsync(first, "CREATE TABLE note (number int PRIMARY KEY)");
        var writers = Enumerable.Range(0, 8).Select(writer => WriteUntilStoppedAsync(first, writer * 1_000_000, acknowledged)).ToArray();
        await Eventually.BecomesAsync(() => acknowledged.Count > 500, "the storm blows");

        await first.DisposeAsync();
        await Task.WhenAll(writers);

        if (durable)
            (await ControlDataAsync()).ShouldMatch("cluster state: +shut down\n", "it wrote a checkpoint");
        await using var second = await StartAsync(durable);
        var kept = (int[])(await QueryAsync(second, "SELECT array_agg(number) FROM note"))!;
        acknowledged.Except(kept).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_second_server_on_the_same_folder_is_told_so()
    {
        await using var first = await StartAsync();

        var refusal = await Should.ThrowAsync<FaultException>(() => StartAsync());

        refusal.Code.ShouldBe("data.in-use");
        (await QueryAsync(first, "SELECT 1")).ShouldBe(1);
    }

    [Fact]
    public async Task It_comes_back_by_itself_when_it_dies_in_mid_run()
    {
        await using var postgres = await StartAsync();
        await ExecuteAsync(postgres, "CREATE TABLE note (text text); INSERT INTO note VALUES ('kept')");

        await SignalAsync(Postmaster(), "KILL");

        await Eventually.BecomesAsync(
            async () =>
            {
                try
                {
                    return await QueryAsync(postgres, "SELECT text FROM note") is "kept";
                }
                catch (NpgsqlException)
                {
                    return false;
                }
            },
            "PostgreSQL was started again");
    }

    [Fact]
    public async Task A_cluster_that_a_killed_server_left_running_is_stopped_and_taken_over()
    {
        // The guard and the lock of a killed server are gone, its PostgreSQL still runs.
        await using (var first = await StartAsync())
            await ExecuteAsync(first, "CREATE TABLE note (text text); INSERT INTO note VALUES ('kept')");
        var folder = new ClusterFolder(_folder.FullName);
        await using var orphan = ChildProcess.Start(
            PostgresBinaries.Find(folder).Command("postgres", "-D", folder.Cluster, "-c", "listen_addresses=", "-c", $"unix_socket_directories={folder.Sockets}")
            with
            { WorkingFolder = folder.Path });
        await Eventually.BecomesAsync(() => orphan.LastWords.Contains("ready to accept", StringComparison.Ordinal), "the orphan runs");

        await using var second = await StartAsync();

        (await orphan.Exit).ShouldBe(0);
        (await QueryAsync(second, "SELECT text FROM note")).ShouldBe("kept");
    }

    [Fact]
    public async Task A_folder_that_postgres_may_not_enter_is_named_in_one_sentence()
    {
        if (!Environment.IsPrivilegedProcess)
            return; // Only root hands the cluster to another user.
        File.SetUnixFileMode(_folder.FullName, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var hidden = Path.Combine(_folder.FullName, "hidden");

        var refusal = await Should.ThrowAsync<FaultException>(() => StartAsync(hidden));

        refusal.Code.ShouldBe("data.unreachable");
        refusal.Message.ShouldContain(hidden);
    }

    [Fact]
    public async Task A_deep_data_folder_gets_its_socket_elsewhere()
    {
        var deep = Path.Combine(_folder.FullName, new string('d', 60), new string('e', 60));
        Directory.CreateDirectory(deep);

        await using var postgres = await StartAsync(deep);

        (await QueryAsync(postgres, "SELECT 1")).ShouldBe(1);
    }

    // Waiting for the disk would make most of these tests slow and none of them better.
    private Task<EmbeddedPostgres> StartAsync(bool durable = false) => StartAsync(_folder.FullName, durable);

    private static Task<EmbeddedPostgres> StartAsync(string folder, bool durable = false) => EmbeddedPostgres.StartAsync(
        new(folder) { Durable = durable }, TimeProvider.System, NullLogger.Instance, TestContext.Current.CancellationToken);

    private int Postmaster() => int.Parse(
        File.ReadLines(Path.Combine(_folder.FullName, "cluster", "postmaster.pid")).First(), CultureInfo.InvariantCulture);

    private async Task<string> ControlDataAsync() => await ChildProcess.RunAsync(
        new("/bin/sh", "-c", $"/usr/lib/postgresql/*/bin/pg_controldata {Path.Combine(_folder.FullName, "cluster")}"), CancellationToken.None);

    private static async Task WriteUntilStoppedAsync(EmbeddedPostgres postgres, int number, ConcurrentBag<int> acknowledged)
    {
        try
        {
            await using var connection = new NpgsqlConnection(postgres.Postgres.ConnectionString + ";Pooling=false");
            await connection.OpenAsync();
            while (true)
            {
                await using var insert = new NpgsqlCommand($"INSERT INTO note VALUES ({++number})", connection);
                await insert.ExecuteNonQueryAsync();
                acknowledged.Add(number);
            }
        }
        catch (NpgsqlException)
        {
            // It was stopped: what was acknowledged until now counts.
        }
    }

    private static async Task SignalAsync(int process, string signal) => await ChildProcess.RunAsync(
        new("/bin/sh", "-c", $"kill -s {signal} {process.ToString(CultureInfo.InvariantCulture)}"), CancellationToken.None);

    private static async Task ExecuteAsync(EmbeddedPostgres postgres, string sql) => await QueryAsync(postgres, sql);

    private static async Task<object?> QueryAsync(EmbeddedPostgres postgres, string sql)
    {
        // Unpooled: a pool would hand out the connections of the server that was stopped.
        await using var connection = new NpgsqlConnection(postgres.Postgres.ConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
