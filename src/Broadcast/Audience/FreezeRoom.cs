using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Audience;

/// <summary>
/// Holds the room still with one word: until it thaws, everything that an attendee, a caller or a speaker does is refused,
/// and the programme goes on.
/// </summary>
internal sealed record FreezeRoom : StudioCommand
{
    public override bool BeforeDoors => true;

    public override Decision Decide(TalkState talk, Actor actor, DateTimeOffset now) => talk switch
    {
        { Over: { } over } => over,
        { Frozen: true } => Decision.AlreadySo,
        _ => new RoomFrozen(),
    };
}

/// <summary>Lets everybody act again.</summary>
internal sealed record ThawRoom : StudioCommand
{
    public override bool BeforeDoors => true;

    public override Decision Decide(TalkState talk, Actor actor, DateTimeOffset now) => talk.Frozen ? new RoomThawed() : Decision.AlreadySo;
}

/// <summary>Nobody but the studio may do anything.</summary>
internal sealed record RoomFrozen : TalkEvent
{
    public override RoomChange Change => RoomChange.OfStage;

    public override TalkState Apply(TalkState talk, Stamp stamp) => talk with { Frozen = true };
}

/// <summary>Everybody may act again.</summary>
internal sealed record RoomThawed : TalkEvent
{
    public override RoomChange Change => RoomChange.OfStage;

    public override TalkState Apply(TalkState talk, Stamp stamp) => talk with { Frozen = false };
}
