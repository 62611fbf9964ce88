using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Questions;

/// <summary>Takes no new questions for a while, or takes them again.</summary>
internal sealed record PauseAsking(bool Paused) : QuestionStep
{
    public override Decision Decide(TalkState talk, Actor actor, DateTimeOffset now)
    {
        if (talk.Over is { } over)
            return over;
        return talk.Questions.AskingPaused == Paused ? Decision.AlreadySo : new AskingPaused(Paused);
    }
}

/// <summary>New questions are not taken, or are again.</summary>
internal sealed record AskingPaused(bool Paused) : TalkEvent
{
    public override RoomChange Change => RoomChange.OfStage;

    public override TalkState Apply(TalkState talk, Stamp stamp) =>
        talk with { Questions = talk.Questions with { AskingPaused = Paused } };
}
