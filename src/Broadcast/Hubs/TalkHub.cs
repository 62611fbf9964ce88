using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;
using TalksPlatform.Broadcast.Crew;
using TalksPlatform.Broadcast.Hands;
using TalksPlatform.Broadcast.Mix;
using TalksPlatform.Broadcast.Questions;
using TalksPlatform.Broadcast.Reading;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Hubs;

/// <summary>
/// The live room's wire. Every command bears an id that the client made; whatever is accepted is committed. The protocol
/// is described in docs/protocol.md. Clients send every argument, null for what they leave out: SignalR knows no defaults.
/// </summary>
[Authorize(Policies.Listen)]
internal sealed partial class TalkHub(
    TalkDirectory talks, RoomDirectory rooms, StudioSignals signals, Doorkeeper doorkeeper, AskPace askPace, SoundBook sounds) : Hub<ITalkClient>
{
    /// <summary>The hub's address.</summary>
    public const string Path = "/hub/talk";

    /// <summary>A connection that takes nothing for so long is cut; its client comes back and catches up.</summary>
    public static readonly TimeSpan SlowestSend = TimeSpan.FromSeconds(5);

    /// <summary>Bytes of one message from a client: a poll with ten long options fits.</summary>
    public const long LongestMessage = 16 * 1024;

    public override Task OnConnectedAsync()
    {
        ConnectedPerson.Welcome(Context);
        doorkeeper.Enter(Context);
        return Task.CompletedTask;
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        doorkeeper.Leave(Context);
        ConnectedPerson.Find(Context)?.LeaveAll();
        return Task.CompletedTask;
    }

    /// <summary>Takes a seat in the room.</summary>
    /// <returns>A <see cref="RoomView"/>, on the wire at least.</returns>
    public async Task<object> Join(TalkId talkId)
    {
        var (room, actor) = await EnterAsync(talkId);
        return room.Snapshots.For(Viewer.Of(actor));
    }

    public async Task<CatchUpView> CatchUp(TalkId talkId, long seq)
    {
        var (room, actor) = await EnterAsync(talkId);
        return room.Broadcaster.CatchUp(Viewer.Of(actor), seq);
    }

    private async Task<Accepted> AskAsync(TalkId talkId, CommandId c, TalkCommand command)
    {
        var talk = await talks.FindAsync(talkId, Context.ConnectionAborted);
        return await talk.AskAsync(command, ConnectedPerson.ActorIn(talk.State, Context), c, CancellationToken.None); // whoever leaves need not be told so
    }

    private async Task<(Room Room, Actor Actor)> EnterAsync(TalkId talkId)
    {
        var room = rooms.Of(await talks.FindAsync(talkId, Context.ConnectionAborted));
        var actor = ConnectedPerson.ActorIn(room.Session.State, Context);
        if (!actor.SeesStudio && room.Session.State.Blocked.Contains(actor.Id))
            throw TalkFaults.Blocked.AsException();
        ConnectedPerson.Of(Context).Enter(room);
        room.Hosts.Meet(actor);

        // Subscribe before reading: a patch may be seen twice (its numbers tell), but none is missed.
        var patches = actor.SeesStudio ? TalkGroups.Studio(talkId) : TalkGroups.Audience(talkId);
        await Groups.AddToGroupAsync(Context.ConnectionId, patches, Context.ConnectionAborted);
        await Groups.AddToGroupAsync(Context.ConnectionId, TalkGroups.Person(talkId, actor.Id), Context.ConnectionAborted);
        var hand = OwnHandView.Of(room.Session.State.Hands, actor.Id);
        if (hand is not null)
            await Clients.Caller.Hand(hand);
        if (actor.Role >= Role.Speaker || hand is { State: HandState.OnAir })
            await Clients.Caller.Seat(SeatView.Of(room.Session.State, actor.Id));
        if (actor.Role >= Role.Speaker)
        {
            await Groups.AddToGroupAsync(Context.ConnectionId, TalkGroups.Crew(talkId), Context.ConnectionAborted);
            if (CrewNoteView.After(0, room.Session.State.Crew) is { Count: > 0 } notes)
                await Clients.Caller.Notes(notes);
        }
        if (actor.SeesStudio)
        {
            await signals.ShowAllAsync(talkId, Clients.Caller);
            await Clients.Caller.Away(room.Line.Away);
        }
        return (room, actor);
    }
}
