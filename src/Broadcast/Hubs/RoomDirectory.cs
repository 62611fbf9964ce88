using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Logging;
using TalksPlatform.Broadcast.Audience;
using TalksPlatform.Broadcast.Hands;
using TalksPlatform.Broadcast.Hosts;
using TalksPlatform.Broadcast.Reactions;
using TalksPlatform.Broadcast.Reading;
using TalksPlatform.Broadcast.Registration;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Faults;

namespace TalksPlatform.Broadcast.Hubs;

/// <summary>A talk as its people meet it on this node: who is there, and what they are told.</summary>
internal sealed record Room(
    TalkSession Session,
    TalkAudience Audience,
    HostPresence Hosts,
    RoomSnapshots Snapshots,
    RoomBroadcaster Broadcaster,
    TalkPost Post,
    ReactionCount Reactions,
    LineWatch Line,
    IDisposable Door);

/// <summary>The rooms of all talks that this node has in memory. Thread-safe.</summary>
internal sealed class RoomDirectory : IAsyncDisposable
{
    private readonly ConcurrentDictionary<TalkId, Lazy<Room>> _rooms = new();
    private readonly ConditionalWeakTable<TalkSession, RoomDirectory> _dropped = []; // somebody may hold one still
    private readonly IHubContext<TalkHub, ITalkClient> _hub;
    private readonly NodeWhispers _whispers;
    private readonly Doorkeeper _doorkeeper;
    private readonly Registrations _registrations;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    public RoomDirectory(
        TalkDirectory talks, IHubContext<TalkHub, ITalkClient> hub, NodeWhispers whispers, Doorkeeper doorkeeper, Registrations registrations, TimeProvider time,
        ILogger<RoomDirectory> logger)
    {
        (_hub, _whispers, _doorkeeper, _registrations, _time, _logger) = (hub, whispers, doorkeeper, registrations, time, logger);
        whispers.Heard += Hear;
        talks.OnDropped(talk =>
        {
            _dropped.Add(talk, this);
            _ = CloseAsync(talk);
        });
        talks.KeepWhile(talk => Find(talk.Id) is { Audience.Here: > 0 }); // of an announced talk or an ended one, too
    }

    public IEnumerable<Room> Rooms => _rooms.Values.Where(room => room.IsValueCreated).Select(room => room.Value);

    /// <summary>The room of this talk.</summary>
    /// <exception cref="FaultException">talk.unavailable: the talk was let go of since it was found, so find it again.</exception>
    public Room Of(TalkSession session)
    {
        var room = _rooms.GetOrAdd(session.Id, _ => new Lazy<Room>(() => Open(session))).Value;
        if (room.Session == session && !_dropped.TryGetValue(session, out _))
            return room;
        _ = CloseAsync(session); // opened after the drop had closed it
        throw TalkFaults.Unavailable.AsException();
    }

    /// <summary>The room of this talk if anybody came to it yet.</summary>
    public Room? Find(TalkId talk) => _rooms.TryGetValue(talk, out var room) && room.IsValueCreated ? room.Value : null;

    public async ValueTask DisposeAsync()
    {
        foreach (var room in Rooms)
            await CloseAsync(room.Session);
    }

    private Room Open(TalkSession session)
    {
        var audience = new TalkAudience(_time);
        var post = new TalkPost(session.Id, _hub, _logger);
        return new Room(
            session,
            audience,
            new HostPresence(audience, _time),
            new RoomSnapshots(session, audience, _time, ProvinceOf),
            new RoomBroadcaster(session, audience, post, _time, ProvinceOf),
            post,
            new ReactionCount(session.Id, post, _whispers, _time),
            new LineWatch(_time),
            _doorkeeper.Watch(session));

        string? ProvinceOf(PersonId person) => _registrations.ProvinceOf(session.Id, person);
    }

    /// <summary>Another node tells of its part of a room.</summary>
    private void Hear(Whisper whisper)
    {
        if (Find(whisper.Talk) is not { } room)
            return;
        if (whisper.Reactions is { } reactions)
            room.Reactions.AddOthers(reactions);
        if (whisper.Here is { } here)
            room.Line.See(here);
        if (whisper.Hosts is { } hosts)
            room.Hosts.Hear(hosts);
        if (whisper.People is { } people)
            room.Audience.Hear(whisper.Node, people);
    }

    private async Task CloseAsync(TalkSession session)
    {
        if (!_rooms.TryGetValue(session.Id, out var room) || room.Value.Session != session || !_rooms.TryRemove(new(session.Id, room)))
            return;
        room.Value.Door.Dispose();
        room.Value.Broadcaster.Dispose();
        room.Value.Reactions.Dispose();
        _registrations.LetGo(session.Id);
        await room.Value.Post.DisposeAsync();
    }
}
