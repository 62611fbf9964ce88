using TalksPlatform.Broadcast.Hands;
using TalksPlatform.Broadcast.Hubs;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Stage;

/// <summary>Puts a voice into the programme; in the green room already, for the moment when it begins.</summary>
internal sealed record PutOnAir(ContributionId Voice, string Name, VoiceKind Kind) : StudioCommand
{
    public override Decision Decide(TalkState talk, Actor actor, DateTimeOffset now)
    {
        if (talk.Over is { } over)
            return over;
        if (talk.Stage.OnAir.ContainsKey(Voice))
            return Decision.AlreadySo;
        if (talk.Blocked.Contains(new PersonId(Voice.Value)))
            return StageFaults.Blocked; // she is shut out, and her connection may be closed a moment later
        if (Kind == VoiceKind.Attendee && !talk.Hands.MaySend(new PersonId(Voice.Value)))
            return HandFaults.NotCalled;
        return talk.Stage.OnAir.Count >= StageLimits.Voices ? StageFaults.Full : new CameOnAir(Voice, Name, Kind);
    }
}

/// <summary>A voice came into the programme.</summary>
internal sealed record CameOnAir(ContributionId Voice, string Name, VoiceKind Kind) : TalkEvent
{
    public override RoomChange Change => RoomChange.OfVoices;

    public override TalkState Apply(TalkState talk, Stamp stamp) => talk with
    {
        Stage = talk.Stage.Put(new OnAirVoice(Voice, Name, Kind, Muted: false, Since: stamp.Seq)),
        Hands = talk.Hands.Change(new PersonId(Voice.Value), hand => hand with { State = HandState.OnAir, OnAirAt = stamp.At, Held = false }),
    };
}
