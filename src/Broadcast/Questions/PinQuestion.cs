using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Questions;

/// <summary>Lets a question stand above the others, or lets it go again.</summary>
internal sealed record PinQuestion(QuestionId Question, bool Pinned) : QuestionStep
{
    public override Decision Decide(TalkState talk, Actor actor, DateTimeOffset now)
    {
        if (talk.Over is { } over)
            return over;
        if (talk.Questions.Find(Question) is not { } question)
            return QuestionFaults.Unknown;
        if (question.Pinned == Pinned)
            return Decision.AlreadySo;
        return question.TakesUpvotes ? new QuestionPinned(Question, Pinned) : QuestionFaults.WrongState;
    }
}

/// <summary>A question stands above the others, or does no longer.</summary>
internal sealed record QuestionPinned(QuestionId Question, bool Pinned) : TalkEvent
{
    public override RoomChange Change => RoomChange.StepOf(Question);

    public override TalkState Apply(TalkState talk, Stamp stamp) => talk.ChangeQuestion(Question, it => it with { Pinned = Pinned });
}
