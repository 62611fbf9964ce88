using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Questions;

/// <summary>Takes a question on air; the one that was being answered is answered thereby.</summary>
internal sealed record StartAnswer(QuestionId Question) : QuestionStep
{
    public override Decision Decide(TalkState talk, Actor actor, DateTimeOffset now) =>
        talk.DecideStep(Question, QuestionState.Answering, new AnswerStarted(Question),
            QuestionState.Asked, QuestionState.Approved, QuestionState.Next, QuestionState.Deferred, QuestionState.Answered);
}

/// <summary>The speakers answer a question.</summary>
internal sealed record AnswerStarted(QuestionId Question) : TalkEvent
{
    public override RoomChange Change => RoomChange.StepOf(Question);

    public override TalkState Apply(TalkState talk, Stamp stamp)
    {
        var answering = (talk with { Questions = talk.Questions.FinishAnswer(stamp.At) }).ChangeQuestion(Question, it => it with
        {
            State = QuestionState.Answering,
            AnsweringAt = stamp.At,
            AnsweredAt = null,
        });
        return answering with { Questions = answering.Questions with { Answering = Question } };
    }
}
