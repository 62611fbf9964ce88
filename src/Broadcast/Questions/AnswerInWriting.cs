using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Questions;

/// <summary>Answers a question in writing, beside the voice or in its place; also when the talk is over.</summary>
internal sealed record AnswerInWriting(QuestionId Question, string Text) : QuestionStep
{
    public override Decision Decide(TalkState talk, Actor actor, DateTimeOffset now)
    {
        if (talk.Questions.Find(Question) is not { } question)
            return QuestionFaults.Unknown;
        if (question.Text.Length == 0)
            return QuestionFaults.NotTranscribed;
        if (question.State is QuestionState.Declined or QuestionState.Merged)
            return QuestionFaults.WrongState;
        var text = PlainText.Clean(Text);
        if (text.Length == 0 || !PlainText.Fits(text, QuestionLimits.Answer))
            return QuestionFaults.AnswerWrong;
        return text == question.Answer ? Decision.AlreadySo : new QuestionAnsweredInWriting(Question, text);
    }
}

/// <summary>A question has an answer in writing.</summary>
internal sealed record QuestionAnsweredInWriting(QuestionId Question, string Text) : TalkEvent
{
    public override RoomChange Change => RoomChange.StepOf(Question);

    public override TalkState Apply(TalkState talk, Stamp stamp) => talk.ChangeQuestion(Question, it => it.State switch
    {
        QuestionState.Answering or QuestionState.Answered => it with { Answer = Text },
        _ => it with { Answer = Text, State = QuestionState.Answered, AnsweredAt = stamp.At, ShownUnread = false },
    });

    public override IFact? Fact(TalkState talk, Stamp stamp) => talk.Over is null ? null : new TalkRecordChanged(talk.Id);
}
