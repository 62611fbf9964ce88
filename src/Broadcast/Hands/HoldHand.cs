using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Hands;

/// <summary>Lets somebody who was called up wait on the line until the studio has time for her, or takes her off hold.</summary>
internal sealed record HoldHand(PersonId Person, bool Held) : ScreenerCommand
{
    public override Decision Decide(TalkState talk, Actor actor, DateTimeOffset now)
    {
        if (talk.Over is { } over)
            return over;
        return talk.Hands.Find(Person) switch
        {
            null => HandFaults.Unknown,
            { State: HandState.OnAir } => HandFaults.OnAir,
            { State: HandState.Waiting } => HandFaults.Waiting,
            var hand => hand.Held == Held ? Decision.AlreadySo : new HandHeld(Person, Held),
        };
    }
}

/// <summary>Somebody waits on the line, or does not any more.</summary>
internal sealed record HandHeld(PersonId Person, bool Held) : TalkEvent
{
    public override RoomChange Change => RoomChange.OfHands;

    public override TalkState Apply(TalkState talk, Stamp stamp) => talk with
    {
        Hands = talk.Hands.Change(Person, hand => hand with { Held = Held }),
    };
}
