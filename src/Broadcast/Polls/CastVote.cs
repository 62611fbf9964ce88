using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Faults;

namespace TalksPlatform.Broadcast.Polls;

/// <summary>Chooses one option: what most polls ask, and all that a keypad can say.</summary>
internal sealed record CastVote(PollId Poll, int Option) : Vote(Poll)
{
    protected override Fault? Refuse(Poll poll)
    {
        if (poll.Rules.Kind == PollKind.Text)
            return PollFaults.OtherKind;
        return Option < 0 || Option >= poll.Options.Length ? PollFaults.NoSuchOption : null;
    }

    protected override bool? Repeats(Poll poll, PersonId voter) =>
        poll.Ballots.TryGetValue(voter, out var ballot) ? ballot == Ballot.Of(Option) : null;

    protected override TalkEvent Cast() => new VoteCast(Poll, Option);
}

/// <summary>A ballot with one option was cast.</summary>
internal sealed record VoteCast(PollId Poll, int Option) : TalkEvent
{
    public override RoomChange Change => RoomChange.CountOf(Poll);

    public override TalkState Apply(TalkState talk, Stamp stamp) =>
        Vote.Count(talk, Poll, stamp.By, poll => poll.Count(stamp.By, Ballot.Of(Option)));
}
