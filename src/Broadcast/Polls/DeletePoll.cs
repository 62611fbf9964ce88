using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Polls;

/// <summary>Throws a draft away. What people have voted on stays.</summary>
internal sealed record DeletePoll(PollId Poll) : StudioCommand
{
    public override bool BeforeDoors => true;

    public override Decision Decide(TalkState talk, Actor actor, DateTimeOffset now) => talk.Polls.Find(Poll)?.State switch
    {
        null => PollFaults.Unknown,
        PollState.Draft => new PollDeleted(Poll),
        _ => PollFaults.NoDraft,
    };
}

/// <summary>A draft was thrown away.</summary>
internal sealed record PollDeleted(PollId Poll) : TalkEvent
{
    public override RoomChange Change => RoomChange.StepOf(Poll);

    public override TalkState Apply(TalkState talk, Stamp stamp) =>
        talk with { Polls = talk.Polls with { All = talk.Polls.All.Remove(Poll) } };
}
