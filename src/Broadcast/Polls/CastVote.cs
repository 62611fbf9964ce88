using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Polls;

/// <summary>Casts one's ballot. The first choice counts; saying the same again is no fault.</summary>
internal sealed record CastVote(PollId Poll, int Option) : TalkCommand
{
    public override Decision Decide(TalkState talk, Actor actor, DateTimeOffset now)
    {
        if (talk.Over is { } over)
            return over;
        if (talk.Polls.Find(Poll) is not { } poll || poll.State == PollState.Draft)
            return PollFaults.Unknown;
        if (Option < 0 || Option >= poll.Options.Length)
            return PollFaults.NoSuchOption;
        if (poll.Ballots.TryGetValue(actor.Id, out var choice))
            return choice == Option ? Decision.AlreadySo : PollFaults.AlreadyVoted;
        return poll.State == PollState.Open ? new VoteCast(Poll, Option) : PollFaults.Closed;
    }
}

/// <summary>A ballot was cast.</summary>
internal sealed record VoteCast(PollId Poll, int Option) : TalkEvent
{
    public override RoomChange Change => RoomChange.CountOf(Poll);

    public override TalkState Apply(TalkState talk, Stamp stamp) => talk.Polls.Find(Poll) is { } poll
        ? talk with { Polls = talk.Polls.With(poll.Count(stamp.By, Option)) }
        : talk;
}
