using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Questions;

/// <summary>Says somebody's question in other words. Her own are kept, and she is told.</summary>
internal sealed record RewordQuestion(QuestionId Question, string Text) : QuestionStep
{
    public override Decision Decide(TalkState talk, Actor actor, DateTimeOffset now)
    {
        if (talk.Over is { } over)
            return over;
        if (talk.Questions.Find(Question) is not { } question)
            return QuestionFaults.Unknown;
        if (question.Text.Length == 0)
            return QuestionFaults.NotTranscribed;
        if (question.State is QuestionState.Declined or QuestionState.Merged)
            return QuestionFaults.WrongState;
        if (QuestionText.Refuse(Text, out var text) is { } malformed)
            return malformed;
        return text == question.Text ? Decision.AlreadySo : new QuestionReworded(Question, text, LanguageTag.Of(text, question.Language));
    }
}

/// <summary>A moderator said a question in other words.</summary>
/// <param name="Question">The question.</param>
/// <param name="Text">Plain text.</param>
/// <param name="Language">BCP 47; null where it was not told: in logs of before, it stays as it was.</param>
internal sealed record QuestionReworded(QuestionId Question, string Text, string? Language = null) : TalkEvent
{
    public override RoomChange Change => RoomChange.TextOf(Question);

    public override TalkState Apply(TalkState talk, Stamp stamp) => talk.ChangeQuestion(Question, it => it with
    {
        Text = Text,
        Language = Language ?? it.Language,
        Original = (it.Original ?? it.Text) is var original && original == Text ? null : original,
    });
}
