using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Broadcast.Tests.Kit;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Hubs;
using static TalksPlatform.Broadcast.Tests.Kit.People;

namespace TalksPlatform.Broadcast.Tests.Hubs;

/// <summary>A talk whose green room is open, with somebody of its audience and its host connected.</summary>
public abstract class HubTests(RoomServer server) : IAsyncLifetime
{
    private protected RoomHost _host = server.Host;
    private protected QuestionId _question = QuestionId.New();
    private protected TalkSession _talk = null!;
    private protected HubConnection _ada = null!;
    private protected HubConnection _studio = null!;

    public async ValueTask InitializeAsync()
    {
        _talk = await _host.OpenAsync();
        _ada = await _host.ConnectAsync(Ada);
        _studio = await _host.ConnectAsync(Host);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await _ada.DisposeAsync();
        await _studio.DisposeAsync();
    }

    private protected static async Task<string> RefusalAsync(Func<Task> ask) => (await Should.ThrowAsync<HubRefusedException>(ask)).Code;
}
