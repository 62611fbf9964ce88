using TalksPlatform.Broadcast.Stage;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Talks;

/// <summary>Closes a talk that will not take place. One that is on air by now is its host's to end.</summary>
internal sealed record CallOffTalk : StudioCommand
{
    public override bool BeforeDoors => true;

    public override Decision Decide(TalkState talk, Actor actor, DateTimeOffset now) => talk.Phase switch
    {
        _ when actor != Actor.Platform => TalkFaults.NotYours,
        TalkPhase.Announced or TalkPhase.GreenRoom => new Ended(talk.Polls.Open, talk.Questions.Answering),
        _ => Decision.AlreadySo,
    };
}
