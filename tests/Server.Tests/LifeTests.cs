using System.Diagnostics;
using System.Globalization;
using System.Net;
using TalksPlatform.Server.Tests.Kit;
using TalksPlatform.TestKit;

namespace TalksPlatform.Server.Tests;

/// <summary>Starting, stopping and dying, with a private PostgreSQL.</summary>
public sealed class LifeTests
{
    [Fact]
    public async Task A_server_that_is_told_to_stop_stops_within_seconds_and_leaves_no_process()
    {
        using var folder = new TemporaryFolder();
        foreach (var signal in new[] { "INT", "TERM" })
        {
            await using var server = await ServerProcess.StartOnAsync(folder.Path);
            var postgres = PostgresOf(folder);

            var began = Stopwatch.GetTimestamp();
            await server.SignalAsync(signal);

            (await server.ExitAsync()).ShouldBe(0, signal);
            Stopwatch.GetElapsedTime(began).ShouldBeLessThan(TimeSpan.FromSeconds(20), signal); // it has no patience of half a minute for anybody
            IsRunning(postgres).ShouldBeFalse();
            server.Errors.Trim().ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task A_killed_server_starts_again_and_still_knows_who_was_signed_in()
    {
        using var folder = new TemporaryFolder();
        string session;
        int orphan;
        await using (var killed = await ServerProcess.StartOnAsync(folder.Path))
        {
            using var administrator = new TestClient(new Uri(killed.Line("Talks are served at ")));
            session = await administrator.SignInAsync(new Uri(killed.Line("Administrator link (works once, for 30 minutes): ")).Segments[^1]);
            orphan = PostgresOf(folder);
            await killed.SignalAsync("KILL");
            await killed.ExitAsync();
        }

        await using var server = await ServerProcess.StartOnAsync(folder.Path);

        PostgresOf(folder).ShouldNotBe(orphan);
        IsRunning(orphan).ShouldBeFalse();
        server.Output.ShouldNotContain("Administrator link");
        using var again = new TestClient(new Uri(server.Line("Talks are served at ")), session);
        using var answer = await again.PostAsync("/api/invitations", new { name = "Ada" });
        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Two_servers_do_not_share_a_data_folder()
    {
        using var folder = new TemporaryFolder();
        await using var first = await ServerProcess.StartOnAsync(folder.Path);

        await using var second = ServerProcess.Start("--data", folder.Path, "--port", "0", "--udp-port", "0", "--sip-port", "0");

        (await second.ExitAsync()).ShouldBe(2);
        second.Errors.Trim().ShouldStartWith("Another server is running on ");
        using var stranger = new TestClient(new Uri(first.Line("Talks are served at ")));
        using var ready = await stranger.GetAsync("/health/ready");
        ready.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private static int PostgresOf(TemporaryFolder folder) =>
        int.Parse(File.ReadLines(Path.Combine(folder.Path, "postgres", "cluster", "postmaster.pid")).First(), CultureInfo.InvariantCulture);

    private static bool IsRunning(int process) => Directory.Exists($"/proc/{process}");
}
