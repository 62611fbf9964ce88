using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Polls;

/// <summary>Takes no more ballots and shows the result.</summary>
internal sealed record ClosePoll(PollId Poll) : StudioCommand
{
    public override Decision Decide(TalkState talk, Actor actor, DateTimeOffset now) => talk.Polls.Find(Poll)?.State switch
    {
        null => PollFaults.Unknown,
        PollState.Closed => Decision.AlreadySo,
        PollState.Draft => PollFaults.NotOpenYet,
        _ => new PollClosed(Poll),
    };
}

/// <summary>A poll shows its result.</summary>
internal sealed record PollClosed(PollId Poll) : TalkEvent
{
    public override RoomChange Change => RoomChange.StepOf(Poll);

    public override TalkState Apply(TalkState talk, Stamp stamp) =>
        talk.Polls.Open == Poll ? talk with { Polls = talk.Polls.CloseOpen(stamp.At) } : talk;
}
