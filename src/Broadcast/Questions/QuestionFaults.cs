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

    public static readonly Fault NotRecorded = new("question.not-recorded", FaultKind.Conflict,
        "This series keeps no sound of its talks, so a question cannot be recorded.");

    public static readonly Fault TalkFull = new("question.talk-full", FaultKind.TooMany,
        "This talk has all the questions that it can take.");

    public static readonly Fault NetworkFull = new("question.network-full", FaultKind.TooMany,
        "Very many questions from your network wait for the host already. Ask again when some were read.");

    public static readonly Fault NotOpen = new("question.not-open", FaultKind.Conflict,
        "This question takes no votes: it is not public, or it was answered.");

    public static readonly Fault WrongState = new("question.wrong-state", FaultKind.Conflict,
        "The question is past that step. Look at where it stands now.");

    public static readonly Fault ReasonMissing = new("question.reason-missing", FaultKind.Invalid,
        $"Tell its author why, in at most {QuestionLimits.Reason} characters.");

    public static readonly Fault NotTranscribed = new("question.not-transcribed", FaultKind.Conflict,
        "Nobody has written down yet what the caller asked. Listen to it and write it first.");

    public static readonly Fault RecordingWrong = new("question.recording-wrong", FaultKind.Invalid,
        "That is no recording of a caller's question.");

    public static readonly Fault RecordingGone = new("question.recording-gone", FaultKind.NotFound,
        "This question has no recording, or it is on another server.");

    public static readonly Fault MergedWithItself = new("question.merged-with-itself", FaultKind.Invalid,
        "Choose another question to join this one with.");

    public static readonly Fault LabelsWrong = new("question.labels-wrong", FaultKind.Invalid,
        $"A question has at most {QuestionLimits.Labels} labels of {QuestionLimits.Label} characters each.");

    public static readonly Fault AnswerWrong = new("question.answer-wrong", FaultKind.Invalid,
        $"Write an answer of at most {QuestionLimits.Answer} characters.");

    public static readonly Fault TimesWrong = new("question.times-wrong", FaultKind.Invalid,
        "An answer begins after the talk went on air, and ends after it began and before now.");

    public static readonly Fault TooFast = new("question.too-fast", FaultKind.TooMany,
        "Very many questions come from here at the moment. Wait a few seconds and send yours again.");
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

    /// <summary>User-perceived characters of an answer in writing.</summary>
    public const int Answer = 1_000;

    /// <summary>Labels of a question.</summary>
    public const int Labels = 5;

    /// <summary>User-perceived characters of a label.</summary>
    public const int Label = 24;

    public const int WaitingPerPerson = 10;

    /// <summary>Questions of a talk; declined ones and those of blocked people are not counted.</summary>
    public const int PerTalk = 5_000;

    /// <summary>Questions of a talk from its first to its last one, whatever became of them: all are in memory.</summary>
    public const int Ever = 20_000;

    /// <summary>So many more are taken of the studio and by telephone.</summary>
    public const int Reserve = 5_000;
}
