using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Faults;

namespace TalksPlatform.Broadcast.Polls;

/// <summary>
/// A ballot as somebody casts it: by web, by form or by keypad. One ballot a voter; the first one counts, unless the
/// poll's rules let her change it while it is open. Saying the same again is no fault.
/// </summary>
internal abstract record Vote(PollId Poll) : TalkCommand
{
    public sealed override Decision Decide(TalkState talk, Actor actor, DateTimeOffset now)
    {
        if (talk.Over is { } over)
            return over;
        if (talk.Polls.Find(Poll) is not { } poll || poll.State == PollState.Draft)
            return PollFaults.Unknown;
        if (Refuse(poll) is { } malformed)
            return malformed;
        var again = Repeats(poll, actor.Id);
        if (again == true)
            return Decision.AlreadySo;
        if (again == false && !poll.Rules.MayChange)
            return PollFaults.AlreadyVoted;
        if (poll.State != PollState.Open)
            return PollFaults.Closed;
        return again == false && talk.Fickle(actor) is { } fickle ? fickle : Cast();
    }

    /// <summary>Why this can be no ballot of that poll.</summary>
    protected abstract Fault? Refuse(Poll poll);

    /// <summary>Whether the voter's ballot says this already; null when there is none of hers.</summary>
    protected abstract bool? Repeats(Poll poll, PersonId voter);

    protected abstract TalkEvent Cast();

    /// <summary>The talk with the poll as it is after this voter's ballot.</summary>
    public static TalkState Count(TalkState talk, PollId id, PersonId voter, Func<Poll, Poll> count)
    {
        if (talk.Polls.Find(id) is not { } poll)
            return talk;
        var counted = talk with { Polls = talk.Polls.With(count(poll)) };
        return poll.HasVoted(voter) ? counted.CountChange(voter) : counted;
    }
}
