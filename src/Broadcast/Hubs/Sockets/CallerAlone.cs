using Microsoft.AspNetCore.SignalR;

namespace TalksPlatform.Broadcast.Hubs.Sockets;

/// <summary>Whom a call may tell something by itself: its caller. All others hear of what was committed, from the room.</summary>
internal sealed class CallerAlone(string connection, HubLifetimeManager<TalkHub> connections) : IHubCallerClients, IClientProxy
{
    public IClientProxy Caller => this;

    public IClientProxy Others => throw Nobody();

    public IClientProxy All => throw Nobody();

    public Task SendCoreAsync(string method, object?[] args, CancellationToken cancellationToken = default) =>
        connections.SendConnectionAsync(connection, method, args, cancellationToken);

    public IClientProxy OthersInGroup(string groupName) => throw Nobody();

    public IClientProxy AllExcept(IReadOnlyList<string> excludedConnectionIds) => throw Nobody();

    public IClientProxy Client(string connectionId) => throw Nobody();

    public IClientProxy Clients(IReadOnlyList<string> connectionIds) => throw Nobody();

    public IClientProxy Group(string groupName) => throw Nobody();

    public IClientProxy Groups(IReadOnlyList<string> groupNames) => throw Nobody();

    public IClientProxy GroupExcept(string groupName, IReadOnlyList<string> excludedConnectionIds) => throw Nobody();

    public IClientProxy User(string userId) => throw Nobody();

    public IClientProxy Users(IReadOnlyList<string> userIds) => throw Nobody();

    private static NotSupportedException Nobody() => new("A call tells its caller alone; the room's post tells the others.");
}
