using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Stage;

/// <summary>Takes the talk on air.</summary>
/// <param name="Planned">
/// The start that a timer was armed for; it lapses when the talk was moved since, or when even its end is past: a server
/// that was off all day must not go on air at night. Null from a host's hand.
/// </param>
internal sealed record GoLive(DateTimeOffset? Planned = null) : StudioCommand
{
    public override Decision Decide(TalkState talk, Actor actor, DateTimeOffset now) => talk.Phase switch
    {
        TalkPhase.GreenRoom when Planned is { } planned && HasLapsed(planned, talk.Card!, now) => Decision.AlreadySo,
        TalkPhase.GreenRoom => new WentLive(),
        TalkPhase.Live => Decision.AlreadySo,
        _ => TalkFaults.Over,
    };

    private static bool HasLapsed(DateTimeOffset planned, TalkCard card, DateTimeOffset now) => planned != card.StartsAt || now >= card.EndsAt;
}

/// <summary>The programme began.</summary>
internal sealed record WentLive : TalkEvent
{
    public override RoomChange Change => RoomChange.OfStage;

    public override TalkState Apply(TalkState talk, Stamp stamp) =>
        talk with { Phase = TalkPhase.Live, LiveAt = stamp.At, NotRecorded = talk.Card is { Rules.NotRecorded: true } };

    public override IFact Fact(TalkState talk, Stamp stamp) => new TalkWentLive(talk.Id, stamp.At);
}
