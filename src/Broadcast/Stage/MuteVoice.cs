using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Stage;

/// <summary>Silences a voice that keeps its seat.</summary>
internal sealed record MuteVoice(ContributionId Voice) : StudioCommand
{
    public override bool TakesEffectAtOnce => true;

    public override bool IsOutdated(TalkState then, TalkState now) => !now.Stage.IsSameTurn(then.Stage, Voice);

    public override Decision Decide(TalkState talk, Actor actor, DateTimeOffset now) =>
        VoiceMuting.Decide(talk, Voice, muted: true, new VoiceMuted(Voice));
}

/// <summary>Lets a silenced voice be heard again; at once as well, for who was muted by mistake must not wait for the log.</summary>
internal sealed record UnmuteVoice(ContributionId Voice) : StudioCommand
{
    public override bool TakesEffectAtOnce => true;

    public override bool IsOutdated(TalkState then, TalkState now) => !now.Stage.IsSameTurn(then.Stage, Voice);

    public override Decision Decide(TalkState talk, Actor actor, DateTimeOffset now) =>
        VoiceMuting.Decide(talk, Voice, muted: false, new VoiceUnmuted(Voice));
}

/// <summary>A voice was silenced.</summary>
internal sealed record VoiceMuted(ContributionId Voice) : TalkEvent
{
    public override RoomChange Change => RoomChange.None;

    public override TalkState Apply(TalkState talk, Stamp stamp) => VoiceMuting.Apply(talk, Voice, muted: true);
}

/// <summary>A voice is heard again.</summary>
internal sealed record VoiceUnmuted(ContributionId Voice) : TalkEvent
{
    public override RoomChange Change => RoomChange.None;

    public override TalkState Apply(TalkState talk, Stamp stamp) => VoiceMuting.Apply(talk, Voice, muted: false);
}

/// <summary>What muting and unmuting have in common.</summary>
file static class VoiceMuting
{
    public static Decision Decide(TalkState talk, ContributionId id, bool muted, TalkEvent change)
    {
        if (talk.Over is { } over)
            return over;
        if (!talk.Stage.OnAir.TryGetValue(id, out var voice))
            return StageFaults.NotOnAir;
        return voice.Muted == muted ? Decision.AlreadySo : change;
    }

    public static TalkState Apply(TalkState talk, ContributionId id, bool muted) =>
        talk.Stage.OnAir.TryGetValue(id, out var voice)
            ? talk with { Stage = talk.Stage.Put(voice with { Muted = muted, Asks = false }) }
            : talk;
}
