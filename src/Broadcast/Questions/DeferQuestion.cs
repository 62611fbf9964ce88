using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Questions;

/// <summary>Keeps a question for an expert who answers it later.</summary>
internal sealed record DeferQuestion(QuestionId Question) : QuestionStep
{
    public override Decision Decide(TalkState talk, Actor actor, DateTimeOffset now) =>
        talk.DecideStep(Question, QuestionState.Deferred, new QuestionDeferred(Question),
            QuestionState.Asked, QuestionState.Approved, QuestionState.Next, QuestionState.Answering);
}

/// <summary>An expert answers a question later.</summary>
internal sealed record QuestionDeferred(QuestionId Question) : TalkEvent
{
    public override RoomChange Change => RoomChange.StepOf(Question);

    public override TalkState Apply(TalkState talk, Stamp stamp) =>
        talk.ChangeQuestion(Question, it => it with { State = QuestionState.Deferred, AnsweringAt = null });
}
