using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Mix;

/// <summary>Ends a sound at once.</summary>
internal sealed record StopSound(SoundId Sound) : StudioCommand
{
    public override Decision Decide(TalkState talk, Actor actor, DateTimeOffset now)
    {
        if (talk.Over is { } over)
            return over;
        return talk.Mix.Find(Sound, now) is null ? Decision.AlreadySo : new SoundStopped(Sound);
    }
}

/// <summary>Lets a sound fade away.</summary>
internal sealed record FadeSound(SoundId Sound, double Seconds) : StudioCommand
{
    public override Decision Decide(TalkState talk, Actor actor, DateTimeOffset now)
    {
        if (talk.Over is { } over)
            return over;
        if (!(Seconds > 0 && Seconds <= MixLimits.FadeSeconds))
            return MixFaults.FadeWrong;
        return talk.Mix.Find(Sound, now) is { FadesAt: null } ? new SoundStopped(Sound, Math.Round(Seconds, 2)) : Decision.AlreadySo;
    }
}

/// <summary>A sound ended, or begins to fade away.</summary>
/// <param name="Sound">The sound.</param>
/// <param name="FadeSeconds">How long it can still be heard.</param>
internal sealed record SoundStopped(SoundId Sound, double FadeSeconds = 0) : TalkEvent
{
    public override RoomChange Change => RoomChange.OfMix;

    public override TalkState Apply(TalkState talk, Stamp stamp)
    {
        var others = talk.Mix.Others(Sound, stamp.At);
        var fading = FadeSeconds > 0 && talk.Mix.Find(Sound, stamp.At) is { } playing
            ? playing with { FadesAt = stamp.At, FadedAt = stamp.At.AddSeconds(FadeSeconds) }
            : null;
        return talk with { Mix = talk.Mix with { Sounds = fading is null ? others : others.Add(fading) } };
    }
}
