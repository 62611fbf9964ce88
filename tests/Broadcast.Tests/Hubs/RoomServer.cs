using TalksPlatform.Broadcast.Tests.Kit;

namespace TalksPlatform.Broadcast.Tests.Hubs;

/// <summary>One room server for a test class.</summary>
public sealed class RoomServer : IAsyncLifetime
{
    private readonly BroadcastDatabase _postgres = new();

    internal RoomHost Host { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await _postgres.InitializeAsync();
        Host = await RoomHost.StartAsync(_postgres.Options);
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await _postgres.DisposeAsync();
    }
}
