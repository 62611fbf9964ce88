using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Stage;

/// <summary>Goes on to this part of the rundown.</summary>
internal sealed record TakeCue(CueId Cue) : StudioCommand
{
    public override Decision Decide(TalkState talk, Actor actor, DateTimeOffset now)
    {
        if (talk.Over is { } over)
            return over;
        if (talk.Plan.Running == Cue)
            return Decision.AlreadySo;
        return talk.Plan.Cues.Exists(cue => cue.Id == Cue) ? new CueTaken(Cue) : StageFaults.UnknownCue;
    }
}

/// <summary>Another part of the rundown runs.</summary>
internal sealed record CueTaken(CueId Cue) : TalkEvent
{
    public override RoomChange Change => RoomChange.OfShow;

    public override TalkState Apply(TalkState talk, Stamp stamp) => talk with { Plan = talk.Plan with { Running = Cue, Since = stamp.At } };
}
