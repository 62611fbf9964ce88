using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Questions;

/// <summary>Lets everybody see a question; also one that was declined or deferred by mistake.</summary>
internal sealed record ApproveQuestion(QuestionId Question) : QuestionStep
{
    public override Decision Decide(TalkState talk, Actor actor, DateTimeOffset now) =>
        talk.DecideStep(Question, QuestionState.Approved, new QuestionApproved(Question),
            QuestionState.Asked, QuestionState.Deferred, QuestionState.Declined);
}

/// <summary>Everybody sees a question and may vote for it.</summary>
internal sealed record QuestionApproved(QuestionId Question) : TalkEvent
{
    public override RoomChange Change => RoomChange.StepOf(Question);

    public override TalkState Apply(TalkState talk, Stamp stamp) =>
        talk.ChangeQuestion(Question, it => it with { State = QuestionState.Approved, Reason = null });
}
