using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Hands;

/// <summary>Hangs up on a caller. She may call again; whoever must not is blocked.</summary>
internal sealed record DropCaller(PersonId Person) : ScreenerCommand
{
    public override Decision Decide(TalkState talk, Actor actor, DateTimeOffset now)
    {
        if (talk.Over is { } over)
            return over;
        return talk.Stage.OnAir.ContainsKey(new ContributionId(Person.Value)) ? HandFaults.OnAir : new CallerDropped(Person);
    }
}

/// <summary>A caller's line was cut, and her hand went down with it.</summary>
internal sealed record CallerDropped(PersonId Person) : TalkEvent
{
    public override RoomChange Change => RoomChange.OfHands;

    public override TalkState Apply(TalkState talk, Stamp stamp) => talk with
    {
        Hands = talk.Hands.Leave(Person, stamp.At, HandState.Dropped, reason: null).HangUp(Person, stamp.Seq),
    };
}
