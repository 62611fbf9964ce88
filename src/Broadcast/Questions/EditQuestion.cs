using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Questions;

/// <summary>Changes the text of one's own question while it waits.</summary>
internal sealed record EditQuestion(QuestionId Question, string Text) : QuestionCommand
{
    public override Decision Decide(TalkState talk, Actor actor, DateTimeOffset now)
    {
        if (talk.Over is { } over)
            return over;
        if (talk.Questions.Find(Question) is not { } question)
            return QuestionFaults.Unknown;
        if (question.By != actor.Id)
            return question.IsPublic ? QuestionFaults.NotYours : QuestionFaults.Unknown; // what waits is nobody else's to know of
        if (question.State != QuestionState.Asked)
            return QuestionFaults.NotWaiting;
        if (question.Text.Length == 0)
            return QuestionFaults.NotTranscribed;
        if (QuestionText.Refuse(Text, out var text) is { } malformed)
            return malformed;
        if (text == question.Text)
            return Decision.AlreadySo;
        return talk.Fickle(actor) is { } fickle ? fickle : new QuestionEdited(Question, text, LanguageTag.Of(text, question.Language));
    }
}

/// <summary>A waiting question reads differently.</summary>
/// <param name="Question">The question.</param>
/// <param name="Text">Plain text.</param>
/// <param name="Language">BCP 47; null where it was not told: in logs of before, it stays as it was.</param>
internal sealed record QuestionEdited(QuestionId Question, string Text, string? Language = null) : TalkEvent
{
    public override RoomChange Change => RoomChange.TextOf(Question);

    public override TalkState Apply(TalkState talk, Stamp stamp) => talk
        .ChangeQuestion(Question, it => it with { Text = Text, Original = null, Language = Language ?? it.Language })
        .CountChange(stamp.By);
}
