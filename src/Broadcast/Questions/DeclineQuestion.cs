using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Questions;

/// <summary>Takes a question out; its author reads why.</summary>
internal sealed record DeclineQuestion(QuestionId Question, string Reason) : QuestionStep
{
    public override Decision Decide(TalkState talk, Actor actor, DateTimeOffset now)
    {
        var reason = PlainText.Clean(Reason);
        if (reason.Length == 0 || !PlainText.Fits(reason, QuestionLimits.Reason))
            return QuestionFaults.ReasonMissing;
        return talk.DecideStep(Question, QuestionState.Declined, new QuestionDeclined(Question, reason),
            QuestionState.Asked, QuestionState.Approved, QuestionState.Deferred);
    }
}

/// <summary>A question was not taken.</summary>
internal sealed record QuestionDeclined(QuestionId Question, string Reason) : TalkEvent
{
    public override RoomChange Change => RoomChange.StepOf(Question);

    public override TalkState Apply(TalkState talk, Stamp stamp) =>
        talk.ChangeQuestion(Question, it => it with { State = QuestionState.Declined, Reason = Reason });
}
