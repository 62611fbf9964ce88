using Microsoft.AspNetCore.Authorization;
using TalksPlatform.Broadcast.Announcements;
using TalksPlatform.Broadcast.Chat;
using TalksPlatform.Broadcast.Hands;
using TalksPlatform.Broadcast.Reactions;
using TalksPlatform.Broadcast.Stage;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Faults;

namespace TalksPlatform.Broadcast.Hubs;

// Who wants to speak, what people feel, what the host announces, and what is said in the chat.
internal sealed partial class TalkHub
{
    public Task<Accepted> RaiseHand(TalkId talkId, CommandId c, string? name, string? note, bool consents) =>
        AskAsync(talkId, c, new RaiseHand(name, note, consents));

    public Task<Accepted> LowerHand(TalkId talkId, CommandId c) => AskAsync(talkId, c, new LowerHand());

    public Task<Accepted> AskToSpeak(TalkId talkId, CommandId c) => AskAsync(talkId, c, new AskToSpeak());

    [Authorize(Policies.Screen)]
    public Task<Accepted> CallHand(TalkId talkId, CommandId c, PersonId person) => AskAsync(talkId, c, new CallHand(person));

    [Authorize(Policies.Screen)]
    public Task<Accepted> MakeHandReady(TalkId talkId, CommandId c, PersonId person) => AskAsync(talkId, c, new MakeHandReady(person));

    [Authorize(Policies.Screen)]
    public Task<Accepted> MoveHand(TalkId talkId, CommandId c, PersonId person, int place) =>
        AskAsync(talkId, c, new MoveHand(person, place));

    [Authorize(Policies.Screen)]
    public Task<Accepted> RefuseHand(TalkId talkId, CommandId c, PersonId person, string reason) =>
        AskAsync(talkId, c, new RefuseHand(person, reason));

    [Authorize(Policies.Screen)]
    public Task<Accepted> PauseHands(TalkId talkId, CommandId c, bool paused) => AskAsync(talkId, c, new PauseHands(paused));

    /// <summary>Counts a reaction. It is no command: nothing of it is kept, and one that is too much is left out in silence.</summary>
    public async Task React(TalkId talkId, ReactionKind kind)
    {
        var room = rooms.Of(await talks.FindAsync(talkId, Context.ConnectionAborted));
        var talk = room.Session.State;
        var actor = ConnectedPerson.ActorIn(talk, Context);
        if ((Closed(talk) ?? talk.Over ?? talk.Bars(actor)) is { } refusal)
            throw refusal.AsException();
        if (Enum.IsDefined(kind))
            room.Reactions.Add(actor.Id, kind);
    }

    [Authorize(Policies.Moderate)]
    public Task<Accepted> Announce(TalkId talkId, CommandId c, string text, string? link) => AskAsync(talkId, c, new Announce(text, link));

    [Authorize(Policies.Moderate)]
    public Task<Accepted> TakeDownAnnouncement(TalkId talkId, CommandId c, long announcement) =>
        AskAsync(talkId, c, new TakeDownAnnouncement(announcement));

    /// <summary>The latest of the chat, and from now on what is new in it.</summary>
    public async Task<ChatView> OpenChat(TalkId talkId)
    {
        var room = rooms.Of(await talks.FindAsync(talkId, Context.ConnectionAborted));
        var talk = room.Session.State;
        if ((Closed(talk) ?? (talk.Card!.Rules.Chat ? null : ChatFaults.Off)) is { } refusal)
            throw refusal.AsException();
        var actor = ConnectedPerson.ActorIn(talk, Context);
        if (talk.Blocked.Contains(actor.Id))
            throw TalkFaults.Blocked.AsException();
        ConnectedPerson.Of(Context).Enter(room);
        var moderates = actor.Role >= Role.Moderator;
        await Groups.AddToGroupAsync(Context.ConnectionId, TalkGroups.Chat(talkId, moderates), Context.ConnectionAborted);
        return ChatView.Of(room.Session.State, actor.Id, moderates);
    }

    /// <summary>Tells no more of the chat.</summary>
    public async Task CloseChat(TalkId talkId)
    {
        await Groups.RemoveFromGroupAsync(Context.ConnectionId, TalkGroups.Chat(talkId, moderates: false), Context.ConnectionAborted);
        await Groups.RemoveFromGroupAsync(Context.ConnectionId, TalkGroups.Chat(talkId, moderates: true), Context.ConnectionAborted);
    }

    public Task<Accepted> SendMessage(TalkId talkId, CommandId c, MessageId message, string text, string? name) =>
        AskAsync(talkId, c, new SendMessage(message, text, name));

    [Authorize(Policies.Moderate)]
    public Task<Accepted> ApproveMessage(TalkId talkId, CommandId c, MessageId message) => AskAsync(talkId, c, new ApproveMessage(message));

    [Authorize(Policies.Moderate)]
    public Task<Accepted> RemoveMessage(TalkId talkId, CommandId c, MessageId message) => AskAsync(talkId, c, new RemoveMessage(message));

    /// <summary>The refusal in advance, when questions are all there is; null once the doors are open.</summary>
    private static Fault? Closed(TalkState talk) => talk.Phase == TalkPhase.Announced ? TalkFaults.Unknown : null;
}
