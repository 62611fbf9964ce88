using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Polls;

/// <summary>Takes no more ballots. Unless its rules hide it, everybody sees the result.</summary>
/// <param name="Poll">The poll.</param>
/// <param name="DueAt">Given by the clock: the end that was planned. It lapses when the poll was opened anew since.</param>
internal sealed record ClosePoll(PollId Poll, DateTimeOffset? DueAt = null) : StudioCommand
{
    public override Decision Decide(TalkState talk, Actor actor, DateTimeOffset now) => talk.Polls.Find(Poll) switch
    {
        null => PollFaults.Unknown,
        { State: PollState.Draft } => PollFaults.NotOpenYet,
        { State: PollState.Open, EndsAt: var endsAt } when DueAt is null || DueAt == endsAt => new PollClosed(Poll),
        _ => Decision.AlreadySo,
    };
}

/// <summary>A poll takes no more ballots.</summary>
internal sealed record PollClosed(PollId Poll) : TalkEvent
{
    public override RoomChange Change => RoomChange.StepOf(Poll);

    public override TalkState Apply(TalkState talk, Stamp stamp) =>
        talk.Polls.Open == Poll ? talk with { Polls = talk.Polls.CloseOpen(stamp.At) } : talk;
}
