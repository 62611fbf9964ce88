using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Questions;

/// <summary>The answer is given.</summary>
internal sealed record FinishAnswer(QuestionId Question) : QuestionStep
{
    public override Decision Decide(TalkState talk, Actor actor, DateTimeOffset now) =>
        talk.DecideStep(Question, QuestionState.Answered, new AnswerFinished(Question), QuestionState.Answering);
}

/// <summary>A question was answered on air.</summary>
internal sealed record AnswerFinished(QuestionId Question) : TalkEvent
{
    public override RoomChange Change => RoomChange.StepOf(Question);

    public override TalkState Apply(TalkState talk, Stamp stamp) =>
        talk.ChangeQuestion(Question, it => it with { State = QuestionState.Answered, AnsweredAt = stamp.At });
}
