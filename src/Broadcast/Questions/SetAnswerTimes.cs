using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Questions;

/// <summary>
/// Sets right when an answer began and ended: replays jump there. A question that was answered by voice while nobody marked
/// it is answered thereby. Also when the talk is over.
/// </summary>
/// <param name="Question">A question that is being answered, was answered, or waits.</param>
/// <param name="AnsweringAt">When its answer began.</param>
/// <param name="AnsweredAt">When it ended; null while it goes on, and only then.</param>
internal sealed record SetAnswerTimes(QuestionId Question, DateTimeOffset AnsweringAt, DateTimeOffset? AnsweredAt) : QuestionStep
{
    public override Decision Decide(TalkState talk, Actor actor, DateTimeOffset now)
    {
        if (talk.Questions.Find(Question) is not { } question)
            return QuestionFaults.Unknown;
        if (question.State is QuestionState.Declined or QuestionState.Merged)
            return QuestionFaults.WrongState;
        if (question.Text.Length == 0)
            return QuestionFaults.NotTranscribed;
        var isMarked = question.State is QuestionState.Answering or QuestionState.Answered;
        if (!isMarked && talk.LiveAt is null)
            return QuestionFaults.TimesWrong;
        var goesOn = question.State == QuestionState.Answering;
        var latest = talk.EndedAt ?? now;
        if (goesOn != AnsweredAt is null || AnsweringAt < (talk.LiveAt ?? talk.OpenedAt) || AnsweringAt >= (AnsweredAt ?? latest) || AnsweredAt > latest)
            return QuestionFaults.TimesWrong;
        var (from, to) = (AnsweringAt.ToUniversalTime(), AnsweredAt?.ToUniversalTime());
        return question.AnsweringAt == from && question.AnsweredAt == to ? Decision.AlreadySo : new AnswerTimesSet(Question, from, to);
    }
}

/// <summary>An answer began and ended at other times than was thought.</summary>
internal sealed record AnswerTimesSet(QuestionId Question, DateTimeOffset AnsweringAt, DateTimeOffset? AnsweredAt) : TalkEvent
{
    public override RoomChange Change => RoomChange.StepOf(Question);

    public override TalkState Apply(TalkState talk, Stamp stamp) =>
        talk.ChangeQuestion(Question, it => it with
        {
            State = it.State == QuestionState.Answering ? QuestionState.Answering : QuestionState.Answered,
            AnsweringAt = AnsweringAt,
            AnsweredAt = AnsweredAt,
            ShownUnread = false,
        });

    public override IFact? Fact(TalkState talk, Stamp stamp) => talk.Over is null ? null : new TalkRecordChanged(talk.Id);
}
