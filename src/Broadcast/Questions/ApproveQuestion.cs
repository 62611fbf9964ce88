using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Questions;

/// <summary>Lets everybody see a question; also one that was put elsewhere by mistake, or that was shown unread.</summary>
internal sealed record ApproveQuestion(QuestionId Question) : QuestionStep
{
    public override Decision Decide(TalkState talk, Actor actor, DateTimeOffset now)
    {
        if (talk.Over is null && talk.Questions.Find(Question) is { State: QuestionState.Approved, ShownUnread: true })
            return new QuestionApproved(Question);
        return talk.DecideStep(Question, QuestionState.Approved, new QuestionApproved(Question),
            QuestionState.Asked, QuestionState.Next, QuestionState.Answering, QuestionState.Deferred, QuestionState.Declined);
    }
}

/// <summary>Everybody sees a question and may vote for it.</summary>
internal sealed record QuestionApproved(QuestionId Question) : TalkEvent
{
    public override RoomChange Change => RoomChange.StepOf(Question);

    public override TalkState Apply(TalkState talk, Stamp stamp) => talk.ChangeQuestion(Question, it => it with
    {
        State = QuestionState.Approved,
        ShownUnread = false,
        Reason = null,
        Why = null,
        AnsweringAt = null,
    });
}
