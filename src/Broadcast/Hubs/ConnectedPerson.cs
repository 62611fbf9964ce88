using System.Net;
using Microsoft.AspNetCore.SignalR;
using TalksPlatform.Broadcast.Hubs.Sockets;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Hubs;

/// <summary>What the hub keeps of one connection: who it is, which talks it follows.</summary>
internal sealed class ConnectedPerson
{
    /// <summary>Talks that one connection may follow.</summary>
    public const int MostTalks = 8;

    private readonly Lock _gate = new();
    private Room[] _rooms = [];
    private bool _left;

    private ConnectedPerson(Actor actor, IPAddress? address) => (Actor, Address) = (actor, address);

    /// <summary>As the connection proved.</summary>
    public Actor Actor { get; }

    /// <summary>Whence it comes.</summary>
    public IPAddress? Address { get; }

    /// <summary>Notes a new connection.</summary>
    public static ConnectedPerson Welcome(HubCallerContext connection)
    {
        var actor = Actor.From(connection.User!);
        if (connection is HubSocket socket)
            return socket.Person = new ConnectedPerson(actor, socket.Address);
        var person = new ConnectedPerson(actor, connection.GetHttpContext()?.Connection.RemoteIpAddress);
        connection.Items[typeof(ConnectedPerson)] = person;
        return person;
    }

    /// <summary>Whoever was welcomed.</summary>
    public static ConnectedPerson Of(HubCallerContext connection) => Find(connection)!;

    /// <summary>Null when the connection ended before anybody was welcomed.</summary>
    public static ConnectedPerson? Find(HubCallerContext connection) =>
        connection is HubSocket socket ? socket.Person
        : connection.Items.TryGetValue(typeof(ConnectedPerson), out var person) ? (ConnectedPerson?)person : null;

    /// <summary>Who the connection is in this talk.</summary>
    public static Actor ActorIn(TalkState talk, HubCallerContext connection) =>
        Of(connection).Actor is { Role: Role.Attendee } attendee ? attendee : talk.ActorOf(connection.User!);

    /// <summary>Enters the room; again does nothing, and so does a call that was on its way when the connection ended.</summary>
    public void Enter(Room room)
    {
        lock (_gate)
        {
            if (_left || _rooms.Contains(room))
                return;
            Room[] others = [.. _rooms.Where(other => other.Session.Id != room.Session.Id)];
            if (others.Length >= MostTalks)
                throw HubFaults.TooManyTalks.AsException();
            _rooms = [.. others, room];
            room.Audience.Enter(Actor.Id);
        }
    }

    /// <summary>Leaves every room, for good.</summary>
    public void LeaveAll()
    {
        lock (_gate)
        {
            if (_left)
                return;
            _left = true;
            foreach (var room in _rooms)
                room.Audience.Leave(Actor.Id);
        }
    }
}
