using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Questions;

/// <summary>Takes a question out. Its author reads why; all others read how many were declined for which reason.</summary>
/// <param name="Question">The question.</param>
/// <param name="Reason">Words to its author; needed when there is no other reason.</param>
/// <param name="Why">The reason.</param>
internal sealed record DeclineQuestion(QuestionId Question, string? Reason, DeclineReason Why = DeclineReason.Other) : QuestionStep
{
    public override Decision Decide(TalkState talk, Actor actor, DateTimeOffset now)
    {
        var reason = PlainText.Clean(Reason);
        var decision = talk.DecideStep(Question, QuestionState.Declined, new QuestionDeclined(Question, reason, Why),
            QuestionState.Asked, QuestionState.Approved, QuestionState.Next, QuestionState.Deferred);
        var isTold = Enum.IsDefined(Why) && PlainText.Fits(reason, QuestionLimits.Reason) && (reason.Length > 0 || Why != DeclineReason.Other);
        return decision.Event is null || isTold ? decision : QuestionFaults.ReasonMissing;
    }
}

/// <summary>A question was not taken.</summary>
internal sealed record QuestionDeclined(QuestionId Question, string Reason, DeclineReason Why = DeclineReason.Other) : TalkEvent
{
    public override RoomChange Change => RoomChange.StepOf(Question);

    public override TalkState Apply(TalkState talk, Stamp stamp) =>
        talk.ChangeQuestion(Question, it => it with { State = QuestionState.Declined, Reason = Reason, Why = Why, Pinned = false });
}
