using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Mix;

/// <summary>Sets the strip of a voice, on air or not. It keeps it in this talk, also when it leaves the air and comes back.</summary>
/// <param name="Voice">Whose.</param>
/// <param name="Strip">Null takes back what was set: the voice has what its kind starts with.</param>
internal sealed record SetStrip(ContributionId Voice, StripSettings? Strip) : StudioCommand
{
    public override Decision Decide(TalkState talk, Actor actor, DateTimeOffset now)
    {
        if (talk.Over is { } over)
            return over;
        if (Strip is not null && !(Math.Abs(Strip.GainDb) <= MixLimits.GainDb))
            return MixFaults.GainWrong;
        var strip = Strip is null ? null : Strip with { GainDb = Math.Round(Strip.GainDb, 1) };
        return talk.Stage.Strips.GetValueOrDefault(Voice) == strip ? Decision.AlreadySo : new StripSet(Voice, strip);
    }
}

/// <summary>The strip of a voice was set, or what was set was taken back.</summary>
internal sealed record StripSet(ContributionId Voice, StripSettings? Strip) : TalkEvent
{
    public override RoomChange Change => RoomChange.OfMix;

    public override TalkState Apply(TalkState talk, Stamp stamp) => talk with { Stage = talk.Stage.SetStrip(Voice, Strip) };
}
