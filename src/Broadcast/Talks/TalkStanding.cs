using System.Collections.Immutable;

namespace TalksPlatform.Broadcast.Talks;

/// <summary>
/// A talk as its log tells it, and what took effect before it could be written, in its order. A value, so that nobody ever
/// sees a command in both or in neither.
/// </summary>
internal sealed class TalkStanding(TalkState state, ImmutableList<WaitingCommand> ahead)
{
    /// <summary>What may be ahead of the log; more has to wait for it.</summary>
    public const int MostAhead = 200;

    /// <summary>The latest committed state that this process knows.</summary>
    public TalkState State => state;

    /// <summary>What took effect and is still to be written.</summary>
    public ImmutableList<WaitingCommand> Ahead => ahead;

    /// <summary>The state with all of them: what the mixer goes by. It bears the number of the committed one.</summary>
    public TalkState Foreseen { get; } = ahead.Aggregate(state, Foresee);

    /// <summary>How many were answered before they could be written.</summary>
    public int Unsaved => ahead.Count(waiting => waiting.Answer.IsCompleted);

    /// <summary>The command of this person that bears this id, if it is ahead.</summary>
    public WaitingCommand? Find(WaitingCommand repeat) => ahead.Find(waiting => waiting.Id == repeat.Id && waiting.Actor.Id == repeat.Actor.Id);

    /// <summary>Lets a command take effect; null when the talk refuses it as it stands, too many wait, or somebody else's bears its id.</summary>
    public TalkStanding? TryAdd(WaitingCommand waiting, DateTimeOffset now) =>
        ahead.Count >= MostAhead || ahead.Exists(other => other.Id == waiting.Id) || waiting.DecideOn(Foreseen, now).Refusal is not null
            ? null
            : new TalkStanding(state, ahead.Add(waiting with { Effect = new Effect(Foreseen, now) }));

    /// <summary>The log went on.</summary>
    /// <param name="committed">Its state.</param>
    /// <param name="isDone">What need not be written any more.</param>
    public TalkStanding Advance(TalkState committed, Predicate<WaitingCommand> isDone)
    {
        var left = ahead.IsEmpty ? ahead : ahead.RemoveAll(isDone);
        return ReferenceEquals(committed, state) && left == ahead ? this : new TalkStanding(committed, left);
    }

    private static TalkState Foresee(TalkState talk, WaitingCommand waiting)
    {
        var at = waiting.Effect!.Value.At;
        return waiting.DecideOn(talk, at).Event is { } happens
            ? happens.Apply(talk, new Stamp(talk.Seq + 1, at, waiting.Actor.Id, waiting.Id))
            : talk;
    }
}
