using System.Text.RegularExpressions;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Questions;

/// <summary>Asks by telephone: the caller's voice was recorded, and waits for a screener who writes down what it says.</summary>
/// <param name="Question">Made by the phone menu, so that a repeat is the same question.</param>
/// <param name="Recording">A file below <see cref="PhoneRecordings.Folder"/>, with forward slashes.</param>
/// <param name="Name">The name to show; null takes the one that the caller is known by.</param>
internal sealed partial record AskByPhone(QuestionId Question, string Recording, string? Name = null) : QuestionCommand
{
    public override Decision Decide(TalkState talk, Actor actor, DateTimeOffset now)
    {
        if (Asking.Refuse(talk, actor, Question, isScreened: true) is { } refusal)
            return refusal;
        if (talk.Card is { Rules.NotRecorded: true })
            return QuestionFaults.NotRecorded;
        if (Recording.Length > 200 || !FileName.IsMatch(Recording))
            return QuestionFaults.RecordingWrong;
        return new QuestionAskedByPhone(Question, Recording, PlainText.Name(Name ?? actor.Name, QuestionLimits.Name));
    }

    [GeneratedRegex(@"^[\w-]+(/[\w-]+)*\.[a-z0-9]+\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex FileName { get; }
}

/// <summary>A recorded question waits for a screener.</summary>
internal sealed record QuestionAskedByPhone(QuestionId Question, string Recording, string? Author) : TalkEvent
{
    public override RoomChange Change => RoomChange.TextOf(Question);

    public override TalkState Apply(TalkState talk, Stamp stamp) => talk with
    {
        Questions = talk.Questions.Add(new Question(Question, stamp.Seq, "", stamp.By, Author, null, stamp.At) { Recording = Recording }),
    };
}
