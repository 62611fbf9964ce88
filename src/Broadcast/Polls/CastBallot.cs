using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Faults;

namespace TalksPlatform.Broadcast.Polls;

/// <summary>Chooses several options of a multiple choice, or ranks them, the best first. A ranking may leave options out.</summary>
internal sealed record CastBallot(PollId Poll, IReadOnlyList<int> Options) : Vote(Poll)
{
    protected override Fault? Refuse(Poll poll)
    {
        if (poll.Rules.Kind is not (PollKind.Multiple or PollKind.Ranking))
            return PollFaults.OtherKind;
        var isSound = Options.Count > 0
            && Options.All(option => option >= 0 && option < poll.Options.Length)
            && Options.Distinct().Count() == Options.Count;
        if (!isSound)
            return PollFaults.NoSuchOption;
        return Options.Count > poll.Rules.Most ? PollFaults.TooManyChosen : null;
    }

    protected override bool? Repeats(Poll poll, PersonId voter) =>
        poll.Ballots.TryGetValue(voter, out var ballot) ? ballot == BallotCast.Read(poll, Options) : null;

    protected override TalkEvent Cast() => new BallotCast(Poll, Options);
}

/// <summary>A ballot with several options was cast.</summary>
internal sealed record BallotCast(PollId Poll, IReadOnlyList<int> Options) : TalkEvent
{
    public override RoomChange Change => RoomChange.CountOf(Poll);

    public override TalkState Apply(TalkState talk, Stamp stamp) =>
        Vote.Count(talk, Poll, stamp.By, poll => poll.Count(stamp.By, Read(poll, Options)));

    /// <summary>Only a ranking cares for the order.</summary>
    public static Ballot Read(Poll poll, IReadOnlyList<int> options) =>
        Ballot.Of(poll.Rules.Kind == PollKind.Ranking ? options : [.. options.Order()]);
}
