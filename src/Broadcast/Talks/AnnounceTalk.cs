using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Talks;

/// <summary>Begins the log of a talk that stands on the calendar, or brings a known talk's card up to date with it.</summary>
/// <param name="Card">What the calendar says.</param>
/// <param name="Anew">Only begins: what is known already was told later than this.</param>
internal sealed record AnnounceTalk(TalkCard Card, bool Anew = false) : StudioCommand
{
    public override bool BeforeDoors => true;

    public override Decision Decide(TalkState talk, Actor actor, DateTimeOffset now) => talk switch
    {
        { IsKnown: false } => new TalkAnnounced(Card),
        { Phase: TalkPhase.Ended } => Decision.AlreadySo,
        _ when Anew || talk.Card == Card => Decision.AlreadySo,
        _ => new TalkRescheduled(Card),
    };
}

/// <summary>The talk stands on the calendar: questions may be asked in advance.</summary>
internal sealed record TalkAnnounced(TalkCard Card) : CalendarEvent(Card)
{
    public override TalkState Apply(TalkState talk, Stamp stamp) => talk with { Card = Card, OpenedAt = stamp.At };
}

/// <summary>The calendar changed for a talk that is known already.</summary>
internal sealed record TalkRescheduled(TalkCard Card) : CalendarEvent(Card)
{
    public override TalkState Apply(TalkState talk, Stamp stamp) => talk with { Card = Card };
}
