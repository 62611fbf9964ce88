using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Talks;

/// <summary>Opens the green room, or brings an open talk's card up to date with the calendar.</summary>
internal sealed record OpenTalk(TalkCard Card) : StudioCommand
{
    public override bool BeforeDoors => true;

    public override Decision Decide(TalkState talk, Actor actor, DateTimeOffset now) => talk switch
    {
        { Phase: TalkPhase.Announced } => new GreenRoomOpened(Card),
        { Phase: TalkPhase.Ended } => Decision.AlreadySo,
        _ when talk.Card == Card => Decision.AlreadySo,
        _ => new TalkRescheduled(Card),
    };
}

/// <summary>Hosts and speakers may come in; the audience waits.</summary>
internal sealed record GreenRoomOpened(TalkCard Card) : CalendarEvent(Card)
{
    public override TalkState Apply(TalkState talk, Stamp stamp) =>
        talk with { Card = Card, Phase = TalkPhase.GreenRoom, OpenedAt = stamp.At };

    public override IFact Fact(TalkState talk, Stamp stamp) => new TalkOpened(talk.Id, stamp.At);
}
