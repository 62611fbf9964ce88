using System.Reflection;
using Npgsql;
using TalksPlatform.Foundation.Data;
using TalksPlatform.Server.Hosting;
using TalksPlatform.Server.Tests.Kit;

namespace TalksPlatform.Server.Tests;

/// <summary>What a server takes of PostgreSQL.</summary>
public sealed class ConnectionsTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private static readonly string[] Rooms = ["Foundation", "Broadcast", "Scheduler", "Archive", "Server"];

    [Fact]
    public void All_modules_together_leave_the_private_cluster_connections_to_spare()
    {
        var modules = Modules(server.Server);

        modules.Select(module => module.Schema).Order(StringComparer.Ordinal).ShouldBe(["accounts", "archive", "broadcast", "messaging", "scheduler"]);
        modules.Sum(module => module.MostConnections).ShouldBeLessThanOrEqualTo(
            new EmbeddedPostgresOptions("/any").MaxConnections - EmbeddedPostgresOptions.Spare);
    }

    [Fact]
    public async Task An_owner_of_a_smaller_PostgreSQL_bounds_every_pool()
    {
        var connection = new NpgsqlConnectionStringBuilder(server.Connection) { MaxPoolSize = 12 }.ConnectionString;
        await using var node = await server.StartNodeAsync(options => options with { Connection = connection });

        Modules(node).Sum(module => module.MostConnections).ShouldBe(6 * 12);
    }

    private static List<ModuleDatabase> Modules(TalksServer node) =>
    [
        .. Rooms.SelectMany(room => Assembly.Load($"TalksPlatform.{room}").GetTypes())
            .Where(type => type.IsSubclassOf(typeof(ModuleDatabase)))
            .Select(type => (ModuleDatabase)node.Services.GetService(type)!),
    ];
}
