using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Polls;

/// <summary>Puts a poll to everybody; one at a time.</summary>
internal sealed record OpenPoll(PollId Poll) : StudioCommand
{
    public override Decision Decide(TalkState talk, Actor actor, DateTimeOffset now)
    {
        if (talk.Over is { } over)
            return over;
        return talk.Polls.Find(Poll)?.State switch
        {
            null => PollFaults.Unknown,
            PollState.Open => Decision.AlreadySo,
            PollState.Closed => PollFaults.Closed,
            _ => talk.Polls.Open is null ? new PollOpened(Poll) : PollFaults.AnotherOpen,
        };
    }
}

/// <summary>A poll takes ballots.</summary>
internal sealed record PollOpened(PollId Poll) : TalkEvent
{
    public override RoomChange Change => RoomChange.StepOf(Poll);

    public override TalkState Apply(TalkState talk, Stamp stamp) => talk.Polls.Find(Poll) is { } poll
        ? talk with { Polls = talk.Polls.With(poll with { State = PollState.Open, OpenedAt = stamp.At }) with { Open = Poll } }
        : talk;
}
