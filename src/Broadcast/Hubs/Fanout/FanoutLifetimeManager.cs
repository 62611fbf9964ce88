using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.Logging;

namespace TalksPlatform.Broadcast.Hubs.Fanout;

/// <summary>
/// SignalR's own manager, but for what goes to a whole room: that is made a frame once and written straight under the
/// WebSockets of its members. Members on other transports, and all other messages, take SignalR's way. Why it is so is in
/// docs/adr/0009-fan-out-under-the-websockets.md. Thread-safe.
/// </summary>
internal sealed class FanoutLifetimeManager(
    IHubProtocolResolver protocols, TimeProvider time, ILogger<DefaultHubLifetimeManager<TalkHub>> logger)
    : DefaultHubLifetimeManager<TalkHub>(logger)
{
    private readonly IHubProtocol _json = protocols.GetProtocol("json", supportedProtocols: null)!;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, HubConnectionContext> _sockets = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FanoutGroup> _groups = new(StringComparer.Ordinal);

    public override Task OnConnectedAsync(HubConnectionContext connection)
    {
        if (StreamOf(connection) is not null && connection.Protocol.Name == _json.Name)
        {
            lock (_gate)
                _sockets[connection.ConnectionId] = connection;
        }
        return base.OnConnectedAsync(connection);
    }

    public override Task OnDisconnectedAsync(HubConnectionContext connection)
    {
        lock (_gate)
        {
            if (_sockets.Remove(connection.ConnectionId))
            {
                foreach (var group in _groups.Keys)
                    Leave(connection.ConnectionId, group);
            }
        }
        return base.OnDisconnectedAsync(connection);
    }

    public override Task AddToGroupAsync(string connectionId, string groupName, CancellationToken cancellationToken = default) =>
        TalkGroups.IsRoom(groupName) && Join(connectionId, groupName)
            ? Task.CompletedTask
            : base.AddToGroupAsync(connectionId, groupName, cancellationToken);

    public override Task RemoveFromGroupAsync(string connectionId, string groupName, CancellationToken cancellationToken = default)
    {
        lock (_gate)
            Leave(connectionId, groupName);
        return base.RemoveFromGroupAsync(connectionId, groupName, cancellationToken);
    }

    public override Task SendGroupAsync(string groupName, string methodName, object?[] args, CancellationToken cancellationToken = default)
    {
        FanoutGroup? group;
        lock (_gate)
            _groups.TryGetValue(groupName, out group);
        group?.Tell(methodName, TextFrame.Of(_json.GetMessageBytes(new InvocationMessage(methodName, args)).Span));
        return base.SendGroupAsync(groupName, methodName, args, cancellationToken);
    }

    /// <summary>Not offered: the WebSockets of a room are not in SignalR's groups.</summary>
    public override Task SendGroupsAsync(
        IReadOnlyList<string> groupNames, string methodName, object?[] args, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("Send to one group after the other.");

    /// <inheritdoc cref="SendGroupsAsync"/>
    public override Task SendGroupExceptAsync(
        string groupName, string methodName, object?[] args, IReadOnlyList<string> excludedConnectionIds, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("Send to the group, or to persons.");

    private static FanoutStream? StreamOf(HubConnectionContext connection) => connection.GetHttpContext()?.Features.Get<FanoutStream>();

    private bool Join(string connection, string name)
    {
        lock (_gate)
        {
            if (!_sockets.TryGetValue(connection, out var socket))
                return false;
            if (!_groups.TryGetValue(name, out var group))
                _groups[name] = group = new FanoutGroup(time);
            group.Add(connection, new FanoutMember(socket, StreamOf(socket)!));
            return true;
        }
    }

    private void Leave(string connection, string name)
    {
        if (!_groups.TryGetValue(name, out var group))
            return;
        group.Remove(connection);
        if (!group.IsEmpty)
            return;
        _groups.Remove(name);
        group.Dispose();
    }
}
