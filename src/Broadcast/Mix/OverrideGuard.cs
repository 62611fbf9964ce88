using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Mix;

/// <summary>Says that the silence is on purpose: for half a minute from now nobody fills it. Said again, it is longer.</summary>
internal sealed record OverrideGuard : StudioCommand
{
    public override Decision Decide(TalkState talk, Actor actor, DateTimeOffset now) =>
        talk.Over is { } over ? over : new GuardOverridden(MixLimits.QuietSeconds);
}

/// <summary>Silence is on purpose for so long.</summary>
internal sealed record GuardOverridden(int Seconds) : TalkEvent
{
    public override RoomChange Change => RoomChange.OfMix;

    public override TalkState Apply(TalkState talk, Stamp stamp) => talk with
    {
        Mix = talk.Mix with { QuietUntil = stamp.At.AddSeconds(Seconds) },
    };
}
