using System.Globalization;
using TalksPlatform.Server.Tests.Kit;
using TalksPlatform.TestKit;

namespace TalksPlatform.Server.Tests;

/// <summary>What becomes of votes when a part of the house falls down while people vote.</summary>
public sealed class StormTests
{
    private const int Voters = 150;
    private const string AdministratorLine = "Administrator link (works once, for 30 minutes): ";

    [Fact]
    public async Task A_server_killed_in_a_storm_of_votes_keeps_all_that_it_acknowledged_and_counts_none_twice()
    {
        using var folder = new TemporaryFolder();
        VoteStorm storm;
        await using (var killed = await ServerProcess.StartOnAsync(folder.Path))
        {
            var address = Address(killed);
            storm = await VoteStorm.GatherAsync(address, await AdministratorAsync(killed), Voters);
            var blowing = storm.BlowAsync([address], again: false);
            await Eventually.BecomesAsync(() => storm.Answered > Voters / 5, "the storm blows");
            await killed.SignalAsync("KILL");
            await blowing;
            storm.Answered.ShouldBeLessThan(Voters, "it was killed in the middle");
        }

        await using var server = await ServerProcess.StartOnAsync(folder.Path);
        await storm.BlowAsync([Address(server)], again: true);

        storm.Answered.ShouldBe(Voters);
        await storm.EnsureCountedAsync(Address(server));
    }

    [Fact]
    public async Task PostgreSQL_restarted_in_a_storm_of_votes_loses_none_and_doubles_none()
    {
        using var folder = new TemporaryFolder();
        await using var server = await ServerProcess.StartOnAsync(folder.Path);
        var address = Address(server);
        var storm = await VoteStorm.GatherAsync(address, await AdministratorAsync(server), Voters);

        var blowing = storm.BlowAsync([address], again: true);
        foreach (var (answered, signal) in new[] { (Voters / 5, "KILL"), (Voters / 2, "INT") })
        {
            await Eventually.BecomesAsync(() => storm.Answered > answered, "the storm blows", TimeSpan.FromSeconds(30));
            await ServerProcess.SignalAsync(PostgresOf(folder), signal);
        }
        await blowing;

        storm.Answered.ShouldBe(Voters);
        await storm.EnsureCountedAsync(address);
    }

    private static Uri Address(ServerProcess server) => new(server.Line("Talks are served at "));

    private static async Task<string> AdministratorAsync(ServerProcess server)
    {
        using var administrator = new TestClient(Address(server));
        return await administrator.SignInAsync(new Uri(server.Line(AdministratorLine)).Segments[^1]);
    }

    private static int PostgresOf(TemporaryFolder folder) =>
        int.Parse(File.ReadLines(Path.Combine(folder.Path, "postgres", "cluster", "postmaster.pid")).First(), CultureInfo.InvariantCulture);
}
