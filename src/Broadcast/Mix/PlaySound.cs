using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Mix;

/// <summary>Plays a sound of the shelf from its beginning, also when it is being played; but a bed goes on.</summary>
/// <param name="Sound">The sound.</param>
/// <param name="Name">As the shelf has it.</param>
/// <param name="Kind">As the shelf has it.</param>
/// <param name="Seconds">Its length.</param>
/// <param name="GainDb">As the shelf has it.</param>
internal sealed record PlaySound(SoundId Sound, string Name, SoundKind Kind, double Seconds, double GainDb = 0) : StudioCommand
{
    public override Decision Decide(TalkState talk, Actor actor, DateTimeOffset now)
    {
        if (talk.Over is { } over)
            return over;
        if (talk.Mix.Find(Sound, now) is { Kind: SoundKind.Bed, FadesAt: null })
            return Decision.AlreadySo;
        return talk.Mix.Others(Sound, now).Count >= MixLimits.Sounds
            ? MixFaults.TooManySounds
            : new SoundStarted(Sound, Name, Kind, Seconds, GainDb);
    }
}

/// <summary>A sound is played since then.</summary>
internal sealed record SoundStarted(SoundId Sound, string Name, SoundKind Kind, double Seconds, double GainDb = 0) : TalkEvent
{
    public override RoomChange Change => RoomChange.OfMix;

    public override TalkState Apply(TalkState talk, Stamp stamp) => talk with
    {
        Mix = talk.Mix with
        {
            Sounds = talk.Mix.Others(Sound, stamp.At).Add(new PlayingSound(Sound, Name, Kind, Seconds, stamp.At) { GainDb = GainDb }),
        },
    };
}
