using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.Logging;
using TalksPlatform.Broadcast.Hubs.Sockets;

namespace TalksPlatform.Broadcast.Hubs.Fanout;

/// <summary>
/// Who is connected to the hub, and in which groups: our own WebSockets, and by SignalR's manager whoever came another way.
/// A message is made a frame once. What goes to a whole room takes rounds, see docs/adr/0009-fan-out-under-the-websockets.md;
/// what goes to few is written at once. Thread-safe.
/// </summary>
internal sealed class FanoutLifetimeManager(
    IHubProtocolResolver protocols, FanoutThreads threads, TimeProvider time, ILogger<DefaultHubLifetimeManager<TalkHub>> logger)
    : DefaultHubLifetimeManager<TalkHub>(logger)
{
    private readonly IHubProtocol _json = protocols.GetProtocol("json", supportedProtocols: null)!;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, HubSocket> _sockets = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FanoutGroup> _rooms = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HubSocket[]> _few = new(StringComparer.Ordinal);

    /// <summary>Somebody came by a WebSocket of ours.</summary>
    public void Enter(HubSocket socket)
    {
        lock (_gate)
            _sockets.Add(socket.ConnectionId, socket);
    }

    /// <summary>She is gone, from all groups, too.</summary>
    public void Leave(HubSocket socket)
    {
        lock (_gate)
        {
            _sockets.Remove(socket.ConnectionId);
            foreach (var group in socket.Groups)
                TakeOut(socket, group);
            socket.Groups.Clear();
        }
    }

    public override Task AddToGroupAsync(string connectionId, string groupName, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            if (!_sockets.TryGetValue(connectionId, out var socket))
                return base.AddToGroupAsync(connectionId, groupName, cancellationToken);
            if (!socket.Groups.Contains(groupName))
            {
                socket.Groups.Add(groupName);
                PutIn(socket, groupName);
            }
            return Task.CompletedTask;
        }
    }

    public override Task RemoveFromGroupAsync(string connectionId, string groupName, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            if (!_sockets.TryGetValue(connectionId, out var socket))
                return base.RemoveFromGroupAsync(connectionId, groupName, cancellationToken);
            if (socket.Groups.Remove(groupName))
                TakeOut(socket, groupName);
            return Task.CompletedTask;
        }
    }

    public override Task SendGroupAsync(string groupName, string methodName, object?[] args, CancellationToken cancellationToken = default)
    {
        FanoutGroup? room;
        HubSocket[]? few;
        lock (_gate)
        {
            _rooms.TryGetValue(groupName, out room);
            _few.TryGetValue(groupName, out few);
        }
        if ((room, few) is not (null, null))
        {
            var frame = FrameOf(methodName, args);
            room?.Tell(methodName, frame);
            foreach (var socket in few ?? [])
                socket.Output.TryWrite(frame);
        }
        return base.SendGroupAsync(groupName, methodName, args, cancellationToken);
    }

    public override Task SendConnectionAsync(string connectionId, string methodName, object?[] args, CancellationToken cancellationToken = default)
    {
        HubSocket? socket;
        lock (_gate)
            _sockets.TryGetValue(connectionId, out socket);
        if (socket is null)
            return base.SendConnectionAsync(connectionId, methodName, args, cancellationToken);
        socket.Output.TryWrite(FrameOf(methodName, args));
        return Task.CompletedTask;
    }

    /// <summary>Not offered: our WebSockets are not in SignalR's groups.</summary>
    public override Task SendGroupsAsync(
        IReadOnlyList<string> groupNames, string methodName, object?[] args, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("Send to one group after the other.");

    /// <inheritdoc cref="SendGroupsAsync"/>
    public override Task SendGroupExceptAsync(
        string groupName, string methodName, object?[] args, IReadOnlyList<string> excludedConnectionIds, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("Send to the group, or to persons.");

    /// <inheritdoc cref="SendGroupsAsync"/>
    public override Task SendAllAsync(string methodName, object?[] args, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("Send to a room.");

    private byte[] FrameOf(string method, object?[] args) => RecordWriter.Frame(_json.GetMessageBytes(new InvocationMessage(method, args)).Span);

    private void PutIn(HubSocket socket, string name)
    {
        if (!TalkGroups.IsRoom(name))
        {
            _few[name] = [.. _few.GetValueOrDefault(name, []), socket];
            return;
        }
        if (!_rooms.TryGetValue(name, out var room))
            _rooms[name] = room = new FanoutGroup(threads, time);
        room.Add(socket);
    }

    private void TakeOut(HubSocket socket, string name)
    {
        if (_few.TryGetValue(name, out var few))
        {
            if (few.Length > 1)
                _few[name] = [.. few.Where(other => other != socket)];
            else
                _few.Remove(name);
        }
        else if (_rooms.TryGetValue(name, out var room))
        {
            room.Remove(socket);
            if (!room.IsEmpty)
                return;
            _rooms.Remove(name);
            room.Dispose();
        }
    }
}
