using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Questions;

/// <summary>Asks a question; it waits for a moderator, unless the series shows questions at once.</summary>
/// <param name="Question">Made by the client, so that a repeat is the same question.</param>
/// <param name="Text">As it was typed.</param>
/// <param name="Name">The name to show; null takes the one that the person is known by, "" asks anonymously.</param>
/// <param name="Language">BCP 47 tag of the text, or null.</param>
internal sealed record Ask(QuestionId Question, string Text, string? Name = null, string? Language = null) : QuestionCommand
{
    public override Decision Decide(TalkState talk, Actor actor, DateTimeOffset now)
    {
        if (Asking.Refuse(talk, actor, Question, isScreened: actor.SeesStudio) is { } refusal)
            return refusal;
        if (QuestionText.Refuse(Text, out var text) is { } malformed)
            return malformed;
        var author = PlainText.Name(Name ?? actor.Name, QuestionLimits.Name);
        return new QuestionAsked(Question, text, author, LanguageTag.Of(text, Language), talk.Card!.Rules.ModerateAfter);
    }
}

/// <summary>Somebody asked a question.</summary>
/// <param name="Question">The question.</param>
/// <param name="Text">Plain text.</param>
/// <param name="Author">The name to show, or null for "anonymous".</param>
/// <param name="Language">BCP 47, or null.</param>
/// <param name="Shown">Everybody sees it at once; else it waits for a moderator.</param>
internal sealed record QuestionAsked(QuestionId Question, string Text, string? Author, string? Language, bool Shown = false) : TalkEvent
{
    public override RoomChange Change => RoomChange.TextOf(Question);

    public override TalkState Apply(TalkState talk, Stamp stamp) => talk with
    {
        Questions = talk.Questions.Add(new Question(Question, stamp.Seq, Text, stamp.By, Author, Language, stamp.At)
        {
            State = Shown ? QuestionState.Approved : QuestionState.Asked,
            ShownUnread = Shown,
        }),
    };
}

/// <summary>What must hold before anybody asks, on the web or by telephone.</summary>
internal static class Asking
{
    /// <param name="talk">The talk.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="question">The question.</param>
    /// <param name="isScreened">It comes from the studio, or from the telephone: a flood of tokens does not close these ways.</param>
    public static Foundation.Faults.Fault? Refuse(TalkState talk, Actor actor, QuestionId question, bool isScreened)
    {
        var board = talk.Questions;
        if (talk.Over is { } over)
            return over;
        if (board.AskingPaused && !actor.SeesStudio)
            return QuestionFaults.AskingPaused;
        if (board.Find(question) is not null)
            return QuestionFaults.Exists;
        if (board.WaitingOf(actor.Id) >= QuestionLimits.WaitingPerPerson)
            return QuestionFaults.TooManyWaiting;
        var isFull = isScreened
            ? board.All.Count >= QuestionLimits.Ever + QuestionLimits.Reserve
            : board.All.Count >= QuestionLimits.Ever || IsFull(talk);
        return isFull ? QuestionFaults.TalkFull : null;
    }

    /// <summary>Who was blocked is looked at only where it matters.</summary>
    private static bool IsFull(TalkState talk)
    {
        var left = talk.Questions.Taken - QuestionLimits.PerTalk;
        return left >= 0 && left >= talk.Blocked.People.Keys.Sum(person => talk.Questions.By(person).Count(question => question.TakesPlace));
    }
}
