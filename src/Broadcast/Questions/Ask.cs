using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Questions;

/// <summary>Asks a question; it waits for the host.</summary>
/// <param name="Question">Made by the client, so that a repeat is the same question.</param>
/// <param name="Text">As it was typed.</param>
/// <param name="Name">The name to show; null takes the one that the person is known by.</param>
/// <param name="Language">BCP 47 tag of the text, or null.</param>
internal sealed record Ask(QuestionId Question, string Text, string? Name = null, string? Language = null) : QuestionCommand
{
    public override Decision Decide(TalkState talk, Actor actor, DateTimeOffset now)
    {
        var board = talk.Questions;
        if (talk.Over is { } over)
            return over;
        if (board.AskingPaused && !actor.SeesStudio)
            return QuestionFaults.AskingPaused;
        if (QuestionText.Refuse(Text, out var text) is { } malformed)
            return malformed;
        if (board.Find(Question) is not null)
            return QuestionFaults.Exists;
        if (board.WaitingOf(actor.Id) >= QuestionLimits.WaitingPerPerson)
            return QuestionFaults.TooManyWaiting;
        if (board.All.Count >= QuestionLimits.PerTalk)
            return QuestionFaults.TalkFull;

        var author = PlainText.Name(Name ?? actor.Name, QuestionLimits.Name);
        return new QuestionAsked(Question, text, author, LanguageTag.Known(Language));
    }
}

/// <summary>A question waits for the host.</summary>
internal sealed record QuestionAsked(QuestionId Question, string Text, string? Author, string? Language) : TalkEvent
{
    public override RoomChange Change => RoomChange.TextOf(Question);

    public override TalkState Apply(TalkState talk, Stamp stamp) => talk with
    {
        Questions = talk.Questions.Add(new Question(Question, stamp.Seq, Text, stamp.By, Author, Language, stamp.At)),
    };
}
