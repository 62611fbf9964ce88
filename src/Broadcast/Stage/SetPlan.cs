using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Stage;

/// <summary>Brings the rundown and the speakers' names up to date with what was prepared.</summary>
internal sealed record SetPlan(IReadOnlyList<Cue> Cues, IReadOnlyList<StagePerson> People) : StudioCommand
{
    public override bool BeforeDoors => true;

    public override Decision Decide(TalkState talk, Actor actor, DateTimeOffset now)
    {
        if (talk.Over is { } over)
            return over;
        return talk.Plan.Cues.SequenceEqual(Cues) && talk.Plan.People.SequenceEqual(People) ? Decision.AlreadySo : new PlanSet(Cues, People);
    }
}

/// <summary>The rundown or the speakers' names changed.</summary>
internal sealed record PlanSet(IReadOnlyList<Cue> Cues, IReadOnlyList<StagePerson> People) : TalkEvent
{
    public override RoomChange Change => RoomChange.OfPlan with { Show = true };

    public override TalkState Apply(TalkState talk, Stamp stamp) => talk with
    {
        Plan = talk.Plan with { Cues = [.. Cues], People = [.. People] },
    };
}
