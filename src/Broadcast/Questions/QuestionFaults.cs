using TalksPlatform.Foundation.Faults;

namespace TalksPlatform.Broadcast.Questions;

/// <summary>Why a question is refused.</summary>
internal static class QuestionFaults
{
    public static readonly Fault Empty = new("question.empty", FaultKind.Invalid,
        "Write your question first.");

    public static readonly Fault TooLong = new("question.too-long", FaultKind.Invalid,
        $"A question has at most {QuestionLimits.Text} characters. Make it shorter.");

    public static readonly Fault Exists = new("question.exists", FaultKind.Conflict,
        "There is a question with this id already. Make a new id for each question.");

    public static readonly Fault Unknown = new("question.unknown", FaultKind.NotFound,
        "There is no such question here.");

    public static readonly Fault NotYours = new("question.not-yours", FaultKind.Denied,
        "Only its author may change a question.");

    public static readonly Fault NotWaiting = new("question.not-waiting", FaultKind.Conflict,
        "The host has read this question already, so it can no longer be changed.");

    public static readonly Fault TooManyWaiting = new("question.too-many-waiting", FaultKind.TooMany,
        $"{QuestionLimits.WaitingPerPerson} of your questions wait for the host already. Ask again when one was read.");

    public static readonly Fault AskingPaused = new("question.asking-paused", FaultKind.Conflict,
        "The host takes no new questions at the moment.");

    public static readonly Fault TalkFull = new("question.talk-full", FaultKind.TooMany,
        "This talk has all the questions that it can take.");

    public static readonly Fault NotOpen = new("question.not-open", FaultKind.Conflict,
        "This question takes no votes: it is not public, or it was answered.");

    public static readonly Fault WrongState = new("question.wrong-state", FaultKind.Conflict,
        "The question is past that step. Look at where it stands now.");

    public static readonly Fault ReasonMissing = new("question.reason-missing", FaultKind.Invalid,
        $"Tell its author why, in at most {QuestionLimits.Reason} characters.");
}

/// <summary>Bounds of what can be asked.</summary>
internal static class QuestionLimits
{
    /// <summary>User-perceived characters of a question.</summary>
    public const int Text = 280;

    /// <summary>User-perceived characters of a name.</summary>
    public const int Name = 60;

    /// <summary>User-perceived characters of a reason.</summary>
    public const int Reason = 280;

    public const int WaitingPerPerson = 10;

    public const int PerTalk = 5_000;
}
