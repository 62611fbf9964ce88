using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;
using TalksPlatform.Broadcast.Polls;
using TalksPlatform.Broadcast.Questions;
using TalksPlatform.Broadcast.Reading;
using TalksPlatform.Broadcast.Stage;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Hubs;

/// <summary>
/// The live room's wire. Every command bears an id that the client made; whatever is accepted is committed. The protocol
/// is described in docs/protocol.md. Clients send every argument, null for what they leave out: SignalR knows no defaults.
/// </summary>
[Authorize(Policies.Listen)]
internal sealed class TalkHub(TalkDirectory talks, RoomDirectory rooms, StudioSignals signals, TimeProvider time) : Hub<ITalkClient>
{
    /// <summary>The hub's address.</summary>
    public const string Path = "/hub/talk";

    /// <summary>A connection that takes nothing for so long is cut; its client comes back and catches up.</summary>
    public static readonly TimeSpan SlowestSend = TimeSpan.FromSeconds(5);

    /// <summary>Bytes of one message from a client: a poll with ten long options fits.</summary>
    public const long LongestMessage = 16 * 1024;

    public override Task OnConnectedAsync()
    {
        ConnectedPerson.Welcome(Context, time);
        return Task.CompletedTask;
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        ConnectedPerson.Find(Context)?.LeaveAll();
        return Task.CompletedTask;
    }

    // Following

    /// <returns>A <see cref="RoomView"/>, on the wire at least.</returns>
    public async Task<object> Join(TalkId talkId)
    {
        var room = await EnterAsync(talkId);
        return room.Snapshots.For(Viewer.Of(ActorIn(talkId)));
    }

    public async Task<CatchUpView> CatchUp(TalkId talkId, long seq)
    {
        var room = await EnterAsync(talkId);
        return room.Broadcaster.CatchUp(Viewer.Of(ActorIn(talkId)), seq);
    }

    // The audience

    public Task<Accepted> Ask(TalkId talkId, CommandId c, QuestionId questionId, string text, string? name, string? language) =>
        AskAsync(talkId, c, new Ask(questionId, text, name, language));

    public Task<Accepted> EditQuestion(TalkId talkId, CommandId c, QuestionId questionId, string text) =>
        AskAsync(talkId, c, new EditQuestion(questionId, text));

    public Task<Accepted> Upvote(TalkId talkId, CommandId c, QuestionId questionId) => AskAsync(talkId, c, new Upvote(questionId));

    public Task<Accepted> TakeBackUpvote(TalkId talkId, CommandId c, QuestionId questionId) =>
        AskAsync(talkId, c, new TakeBackUpvote(questionId));

    public Task<Accepted> CastVote(TalkId talkId, CommandId c, PollId pollId, int option) =>
        AskAsync(talkId, c, new CastVote(pollId, option));

    // The studio: questions

    [Authorize(Policies.Produce)]
    public Task<Accepted> ApproveQuestion(TalkId talkId, CommandId c, QuestionId questionId) =>
        AskAsync(talkId, c, new ApproveQuestion(questionId));

    [Authorize(Policies.Produce)]
    public Task<Accepted> DeclineQuestion(TalkId talkId, CommandId c, QuestionId questionId, string reason) =>
        AskAsync(talkId, c, new DeclineQuestion(questionId, reason));

    [Authorize(Policies.Produce)]
    public Task<Accepted> StartAnswer(TalkId talkId, CommandId c, QuestionId questionId) =>
        AskAsync(talkId, c, new StartAnswer(questionId));

    [Authorize(Policies.Produce)]
    public Task<Accepted> FinishAnswer(TalkId talkId, CommandId c, QuestionId questionId) =>
        AskAsync(talkId, c, new FinishAnswer(questionId));

    [Authorize(Policies.Produce)]
    public Task<Accepted> DeferQuestion(TalkId talkId, CommandId c, QuestionId questionId) =>
        AskAsync(talkId, c, new DeferQuestion(questionId));

    [Authorize(Policies.Produce)]
    public Task<Accepted> PauseAsking(TalkId talkId, CommandId c, bool paused) => AskAsync(talkId, c, new PauseAsking(paused));

    // The studio: polls

    [Authorize(Policies.Produce)]
    public Task<Accepted> CreatePoll(TalkId talkId, CommandId c, PollId pollId, string text, string[]? options) =>
        AskAsync(talkId, c, new CreatePoll(pollId, text, options ?? []));

    [Authorize(Policies.Produce)]
    public Task<Accepted> OpenPoll(TalkId talkId, CommandId c, PollId pollId) => AskAsync(talkId, c, new OpenPoll(pollId));

    [Authorize(Policies.Produce)]
    public Task<Accepted> ClosePoll(TalkId talkId, CommandId c, PollId pollId) => AskAsync(talkId, c, new ClosePoll(pollId));

    // The studio: the stage

    [Authorize(Policies.Produce)]
    public Task<Accepted> GoLive(TalkId talkId, CommandId c) => AskAsync(talkId, c, new GoLive());

    [Authorize(Policies.Produce)]
    public Task<Accepted> EndTalk(TalkId talkId, CommandId c) => AskAsync(talkId, c, new EndTalk());

    [Authorize(Policies.Produce)]
    public Task<Accepted> PutOnAir(TalkId talkId, CommandId c, ContributionId contributionId)
    {
        var voice = signals.Voice(talkId, contributionId) ?? throw StageFaults.NotConnected.AsException();
        return AskAsync(talkId, c, new PutOnAir(contributionId, voice.Name, voice.Kind));
    }

    [Authorize(Policies.Produce)]
    public Task<Accepted> TakeOffAir(TalkId talkId, CommandId c, ContributionId contributionId) =>
        AskAsync(talkId, c, new TakeOffAir(contributionId));

    [Authorize(Policies.Produce)]
    public Task<Accepted> MuteVoice(TalkId talkId, CommandId c, ContributionId contributionId) =>
        AskAsync(talkId, c, new MuteVoice(contributionId));

    [Authorize(Policies.Produce)]
    public Task<Accepted> UnmuteVoice(TalkId talkId, CommandId c, ContributionId contributionId) =>
        AskAsync(talkId, c, new UnmuteVoice(contributionId));

    private Actor ActorIn(TalkId talkId) => ConnectedPerson.ActorIn(talkId, Context);

    private async Task<Accepted> AskAsync(TalkId talkId, CommandId c, TalkCommand command)
    {
        var talk = await talks.FindAsync(talkId, Context.ConnectionAborted);
        return await talk.AskAsync(command, ActorIn(talkId), c, Context.ConnectionAborted);
    }

    private async Task<Room> EnterAsync(TalkId talkId)
    {
        var room = rooms.Of(await talks.FindAsync(talkId, Context.ConnectionAborted));
        var actor = ActorIn(talkId);
        ConnectedPerson.Of(Context).Enter(room);

        // Subscribe before reading: a patch may be seen twice (its numbers tell), but none is missed.
        var patches = actor.Produces ? TalkGroups.Studio(talkId) : TalkGroups.Audience(talkId);
        await Groups.AddToGroupAsync(Context.ConnectionId, patches, Context.ConnectionAborted);
        await Groups.AddToGroupAsync(Context.ConnectionId, TalkGroups.Person(talkId, actor.Id), Context.ConnectionAborted);
        if (actor.Role >= Role.Speaker)
            await Clients.Caller.Seat(SeatView.Of(room.Session.State.Stage, actor.Id));
        if (actor.Produces)
            await signals.ShowAllAsync(talkId, Clients.Caller);
        return room;
    }
}
