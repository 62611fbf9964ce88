using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Tests.Media;

/// <summary>One server of two with a talk that takes browsers in, and relays to tell them of.</summary>
public sealed class WhipStudio : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("whip-").FullName;

    /// <summary>How browsers reach it.</summary>
    public static Uri Here { get; } = new("http://one.talks.example/");

    /// <summary>What it shares with the other server.</summary>
    public StudioDatabase Database { get; } = new();

    internal StudioHost Host { get; private set; } = null!;

    internal TalkId Talk { get; private set; }

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        await Database.InitializeAsync();
        Host = await StudioHost.StartAsync(Database.Options, _folder, new BroadcastOptions
        {
            UdpPort = 0,
            SipPort = 0,
            NodeUrl = Here,
            StunUrls = ["stun:stun.talks.example:3478"],
            Turn = new TurnOptions(
                ["turn:turn.talks.example:3478?transport=udp", "turns:turn.talks.example:443?transport=tcp"], "hush"),
        });
        Talk = (await Host.OpenTalkAsync()).Id;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await Database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
