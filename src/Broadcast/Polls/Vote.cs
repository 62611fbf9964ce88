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
        if (Repeats(poll, actor.Id) is { } again && (again || !poll.Rules.MayChange))
            return again ? Decision.AlreadySo : PollFaults.AlreadyVoted;
        return poll.State == PollState.Open ? Cast() : PollFaults.Closed;
    }

    /// <summary>Why this can be no ballot of that poll.</summary>
    protected abstract Fault? Refuse(Poll poll);

    /// <summary>Whether the voter's ballot says this already; null when there is none of hers.</summary>
    protected abstract bool? Repeats(Poll poll, PersonId voter);

    protected abstract TalkEvent Cast();
}
