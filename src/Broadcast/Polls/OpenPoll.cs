using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Polls;

/// <summary>
/// Puts a poll to everybody, for as long as its rules say; people see one at a time, so the one that is open closes. A
/// poll that was closed opens again with its ballots.
/// </summary>
internal sealed record OpenPoll(PollId Poll) : StudioCommand
{
    public override Decision Decide(TalkState talk, Actor actor, DateTimeOffset now)
    {
        if (talk.Over is { } over)
            return over;
        return talk.Polls.Find(Poll) switch
        {
            null => PollFaults.Unknown,
            { State: PollState.Open } => Decision.AlreadySo,
            { State: PollState.Revealed, Rules.Kind: PollKind.Quiz } => PollFaults.AnswerKnown,
            { Rules.Seconds: var seconds } => new PollOpened(
                Poll, seconds is { } limit ? now.AddSeconds(limit) : null, talk.Polls.Open),
        };
    }
}

/// <summary>A poll takes ballots.</summary>
/// <param name="Poll">The poll.</param>
/// <param name="EndsAt">When it closes by itself; null without a limit.</param>
/// <param name="Closes">The poll that was open until now; null when there was none.</param>
internal sealed record PollOpened(PollId Poll, DateTimeOffset? EndsAt = null, PollId? Closes = null) : TalkEvent
{
    public override RoomChange Change => RoomChange.StepOf(Poll) with { OtherPoll = Closes };

    public override TalkState Apply(TalkState talk, Stamp stamp)
    {
        if (talk.Polls.Find(Poll) is not { } poll)
            return talk;
        var open = poll with { State = PollState.Open, OpenedAt = poll.OpenedAt ?? stamp.At, EndsAt = EndsAt, ClosedAt = null };
        return talk with { Polls = talk.Polls.CloseOpen(stamp.At).With(open) with { Open = Poll } };
    }
}
