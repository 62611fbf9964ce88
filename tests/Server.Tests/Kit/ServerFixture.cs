using Microsoft.Extensions.DependencyInjection;
using TalksPlatform.Contracts;
using TalksPlatform.Server.Hosting;
using TalksPlatform.TestKit;

[assembly: AssemblyFixture(typeof(TestClusterEnd))]

namespace TalksPlatform.Server.Tests.Kit;

/// <summary>A whole server on a free port, over a database of its own.</summary>
public sealed class ServerFixture : IAsyncLifetime
{
    private readonly Database _database = new();
    private readonly string _data = Directory.CreateTempSubdirectory("talks-server-").FullName;
    private TalksServer? _server;
    private OpaqueLink? _administrator;

    internal TalksServer Server => _server ?? throw new InvalidOperationException("The fixture has not been initialised.");

    internal T Service<T>() where T : notnull => Server.Services.GetRequiredService<T>();

    /// <summary>What the database was reached by.</summary>
    internal string Connection => _database.Options.ConnectionString;

    public async ValueTask InitializeAsync()
    {
        await _database.InitializeAsync();
        _server = await StartAsync(new ServerOptions { DataFolder = _data, Connection = Connection });
        _administrator = new OpaqueLink(_server.AdministratorLink!);
    }

    /// <summary>A further node beside the first one, or one that was told something else.</summary>
    internal Task<TalksServer> StartNodeAsync(Func<ServerOptions, ServerOptions>? with = null)
    {
        var options = new ServerOptions { DataFolder = Directory.CreateTempSubdirectory("talks-server-").FullName, Connection = Connection };
        return StartAsync(with is null ? options : with(options));
    }

    /// <summary>Somebody with nothing in hand.</summary>
    internal TestClient Stranger() => new(Server.Address);

    /// <summary>Somebody with this token.</summary>
    internal TestClient Bearing(string token) => new(Server.Address, token);

    /// <summary>The administrator, signed in by the link that the server made when it started.</summary>
    internal async Task<TestClient> AdministratorAsync() => Bearing(await AdministratorTokenAsync());

    /// <summary>The administrator's session.</summary>
    internal Task<string> AdministratorTokenAsync() => _administrator!.RedeemAsync(Stranger());

    /// <summary>The talk of an episode that stands on the calendar.</summary>
    internal async Task<TalkId> PlanTalkAsync()
    {
        using var administrator = await AdministratorAsync();
        var series = await administrator.PostedAsync("/api/series", new { title = $"Market Talk {Guid.CreateVersion7()}", zone = "Asia/Vientiane" });
        var episode = await administrator.PostedAsync(
            $"/api/series/{series.Text("id")}/episodes", new { title = "Exporting coffee", startsAt = "2031-11-26T19:00:00", durationMinutes = 60 });
        return TalkId.TryParse(episode.Text("talkId"), out var talk) ? talk : throw new ShouldAssertException("The episode has no talk.");
    }

    /// <summary>The page of an episode that stands on the calendar.</summary>
    internal async Task<string> PlanPageAsync()
    {
        using var administrator = await AdministratorAsync();
        using var episode = await administrator.GetAsync($"/api/episodes/{(await PlanTalkAsync()).Episode}");
        return $"/e/{(await episode.JsonAsync()).Text("slug")}";
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is null)
            return;
        await Server.DisposeAsync();
        await _database.DisposeAsync();
        Directory.Delete(_data, recursive: true);
    }

    private static Task<TalksServer> StartAsync(ServerOptions options) =>
        TalksServer.StartAsync(options with { Port = 0, UdpPort = 0, TcpPort = 0, SipPort = 0 }, CancellationToken.None);

    private sealed class Database : PostgresFixture;
}

/// <summary>A one-time link, redeemed by whichever test comes first; the others share the session.</summary>
internal sealed class OpaqueLink(Uri link)
{
    private readonly SemaphoreSlim _once = new(1);
    private string? _session;

    public string Token => link.Segments[^1];

    public async Task<string> RedeemAsync(TestClient client)
    {
        await _once.WaitAsync();
        try
        {
            return _session ??= await client.SignInAsync(Token);
        }
        finally
        {
            _once.Release();
        }
    }
}
