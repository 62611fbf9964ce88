using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Questions;

/// <summary>Writes down what a caller asked. From then on her question goes its way like every other.</summary>
/// <param name="Question">The question.</param>
/// <param name="Text">What she asked.</param>
/// <param name="Name">Her name as she said it; null keeps what was known.</param>
/// <param name="Language">BCP 47 of the text, or null.</param>
internal sealed record TranscribeQuestion(QuestionId Question, string Text, string? Name = null, string? Language = null) : ScreenerCommand
{
    public override bool BeforeDoors => true;

    public override Decision Decide(TalkState talk, Actor actor, DateTimeOffset now)
    {
        if (talk.Over is { } over)
            return over;
        if (talk.Questions.Find(Question) is not { } question)
            return QuestionFaults.Unknown;
        if (question.Recording is null || question.State != QuestionState.Asked)
            return QuestionFaults.WrongState;
        if (QuestionText.Refuse(Text, out var text) is { } malformed)
            return malformed;
        var author = Name is null ? question.Author : PlainText.Name(Name, QuestionLimits.Name);
        return new QuestionTranscribed(Question, text, author, LanguageTag.Of(text, Language));
    }
}

/// <summary>A caller's question can be read.</summary>
internal sealed record QuestionTranscribed(QuestionId Question, string Text, string? Author, string? Language) : TalkEvent
{
    public override RoomChange Change => RoomChange.TextOf(Question);

    public override TalkState Apply(TalkState talk, Stamp stamp) =>
        talk.ChangeQuestion(Question, it => it with { Text = Text, Author = Author, Language = Language });
}
