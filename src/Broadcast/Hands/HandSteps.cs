using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Hands;

/// <summary>Calls somebody up: from now on her microphone may be sent to the studio, and nobody else hears it.</summary>
internal sealed record CallHand(PersonId Person) : ScreenerCommand
{
    public override Decision Decide(TalkState talk, Actor actor, DateTimeOffset now) =>
        HandSteps.Decide(talk, Person, HandState.Called, new HandCalled(Person));
}

/// <summary>Somebody was called up; also when she was next already and is to be checked again.</summary>
internal sealed record HandCalled(PersonId Person) : TalkEvent
{
    public override RoomChange Change => RoomChange.OfHands;

    public override TalkState Apply(TalkState talk, Stamp stamp) => HandSteps.Apply(talk, Person, HandState.Called);
}

/// <summary>Says that somebody is next.</summary>
internal sealed record MakeHandReady(PersonId Person) : ScreenerCommand
{
    public override Decision Decide(TalkState talk, Actor actor, DateTimeOffset now) =>
        HandSteps.Decide(talk, Person, HandState.Ready, new HandReady(Person));
}

/// <summary>Somebody is next.</summary>
internal sealed record HandReady(PersonId Person) : TalkEvent
{
    public override RoomChange Change => RoomChange.OfHands;

    public override TalkState Apply(TalkState talk, Stamp stamp) => HandSteps.Apply(talk, Person, HandState.Ready);
}

/// <summary>Moves somebody in the line.</summary>
/// <param name="Person">Who.</param>
/// <param name="Place">Her new place, from 1; a place beyond the end is the end.</param>
internal sealed record MoveHand(PersonId Person, int Place) : ScreenerCommand
{
    public override Decision Decide(TalkState talk, Actor actor, DateTimeOffset now)
    {
        if (talk.Over is { } over)
            return over;
        if (talk.Hands.Find(Person) is not { } hand)
            return HandFaults.Unknown;
        if (hand.State == HandState.OnAir)
            return HandFaults.OnAir;
        return talk.Hands.Move(Person, Place).Line.SequenceEqual(talk.Hands.Line) ? Decision.AlreadySo : new HandMoved(Person, Place);
    }
}

/// <summary>The line has another order.</summary>
internal sealed record HandMoved(PersonId Person, int Place) : TalkEvent
{
    public override RoomChange Change => RoomChange.OfHands;

    public override TalkState Apply(TalkState talk, Stamp stamp) => talk with { Hands = talk.Hands.Move(Person, Place) };
}

/// <summary>Does not let somebody speak, and tells her why.</summary>
internal sealed record RefuseHand(PersonId Person, string Reason) : ScreenerCommand
{
    public override Decision Decide(TalkState talk, Actor actor, DateTimeOffset now)
    {
        if (talk.Over is { } over)
            return over;
        if (talk.Hands.Find(Person) is not { } hand)
            return HandFaults.Unknown;
        if (hand.State == HandState.OnAir)
            return HandFaults.OnAir;
        var reason = PlainText.Clean(Reason);
        return reason.Length > 0 && PlainText.Fits(reason, HandLimits.Reason) ? new HandRefused(Person, reason) : HandFaults.ReasonMissing;
    }
}

/// <summary>Somebody may not speak; only she reads why.</summary>
internal sealed record HandRefused(PersonId Person, string Reason) : TalkEvent
{
    public override RoomChange Change => RoomChange.OfHands;

    public override TalkState Apply(TalkState talk, Stamp stamp) => talk with
    {
        Hands = talk.Hands.Leave(Person, stamp.At, HandState.Refused, Reason),
    };
}

/// <summary>Takes no new hands, or takes them again. Those in line stay.</summary>
internal sealed record PauseHands(bool Paused) : ScreenerCommand
{
    public override Decision Decide(TalkState talk, Actor actor, DateTimeOffset now)
    {
        if (talk.Over is { } over)
            return over;
        return talk.Hands.Paused == Paused ? Decision.AlreadySo : new HandsPaused(Paused);
    }
}

/// <summary>New hands are not taken, or are taken again.</summary>
internal sealed record HandsPaused(bool Paused) : TalkEvent
{
    public override RoomChange Change => RoomChange.OfStage with { Hands = true };

    public override TalkState Apply(TalkState talk, Stamp stamp) => talk with { Hands = talk.Hands with { Paused = Paused } };
}

/// <summary>What the steps of a hand have in common.</summary>
file static class HandSteps
{
    public static Decision Decide(TalkState talk, PersonId person, HandState to, TalkEvent step)
    {
        if (talk.Over is { } over)
            return over;
        if (talk.Hands.Find(person) is not { } hand)
            return HandFaults.Unknown;
        if (hand.State == HandState.OnAir)
            return HandFaults.OnAir;
        return hand.State == to && !hand.Held ? Decision.AlreadySo : step;
    }

    public static TalkState Apply(TalkState talk, PersonId person, HandState state) =>
        talk with { Hands = talk.Hands.Change(person, hand => hand with { State = state, Held = false }) };
}
