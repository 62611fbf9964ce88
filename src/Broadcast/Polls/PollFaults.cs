using TalksPlatform.Foundation.Faults;

namespace TalksPlatform.Broadcast.Polls;

/// <summary>Why a poll refuses.</summary>
internal static class PollFaults
{
    public static readonly Fault TextMissing = new("poll.text-missing", FaultKind.Invalid,
        $"Write the poll's question, in at most {PollLimits.Text} characters.");

    public static readonly Fault OptionsWrong = new("poll.options-wrong", FaultKind.Invalid,
        $"A poll has {PollLimits.FewestOptions} to {PollLimits.MostOptions} different options of at most {PollLimits.Option} characters.");

    public static readonly Fault MostWrong = new("poll.most-wrong", FaultKind.Invalid,
        "At least one may be chosen, and at most as many as there are.");

    public static readonly Fault RightMissing = new("poll.right-missing", FaultKind.Invalid,
        "Say which of the options is the right answer.");

    public static readonly Fault TimeWrong = new("poll.time-wrong", FaultKind.Invalid,
        $"A time limit is between {PollLimits.ShortestSeconds} seconds and {PollLimits.LongestSeconds / 3600} hours.");

    public static readonly Fault Exists = new("poll.exists", FaultKind.Conflict,
        "There is a poll with this id already. Make a new id for each poll.");

    public static readonly Fault TooMany = new("poll.too-many", FaultKind.TooMany,
        "This talk has all the polls that it can take.");

    public static readonly Fault Unknown = new("poll.unknown", FaultKind.NotFound,
        "There is no such poll here.");

    public static readonly Fault NoDraft = new("poll.no-draft", FaultKind.Conflict,
        "People have seen this poll: it cannot be changed any more. Make a new one.");

    public static readonly Fault NotOpenYet = new("poll.not-open-yet", FaultKind.Conflict,
        "This poll was not opened yet.");

    public static readonly Fault AnswerKnown = new("poll.answer-known", FaultKind.Conflict,
        "Everybody knows the right answer now: this quiz is not opened again.");

    public static readonly Fault Closed = new("poll.closed", FaultKind.Conflict,
        "This poll is closed and takes no more votes.");

    public static readonly Fault AlreadyVoted = new("poll.already-voted", FaultKind.Conflict,
        "You voted in this poll already; your first choice counts.");

    public static readonly Fault OtherKind = new("poll.other-kind", FaultKind.Invalid,
        "This poll is voted in another way: by choosing one, by choosing several, or in words.");

    public static readonly Fault NoSuchOption = new("poll.no-such-option", FaultKind.Invalid,
        "This poll has no such option. Choose one of those that it shows, each once.");

    public static readonly Fault TooManyChosen = new("poll.too-many-chosen", FaultKind.Invalid,
        "That is more than may be chosen in this poll.");

    public static readonly Fault AnswerMissing = new("poll.answer-missing", FaultKind.Invalid,
        $"Write an answer of at most {PollLimits.Answer} characters.");

    public static readonly Fault AnswerUnknown = new("poll.answer-unknown", FaultKind.NotFound,
        "Nobody gave such an answer.");

    public static readonly Fault TooManyGroups = new("poll.too-many-groups", FaultKind.TooMany,
        "The answers have all the groups that a room can show. Put this one into one of them.");

    public static readonly Fault TooManyTemplates = new("poll.too-many-templates", FaultKind.TooMany,
        "You keep as many templates as there is room for. Delete one first.");
}

/// <summary>Bounds of a poll.</summary>
internal static class PollLimits
{
    public const int FewestOptions = 2;

    /// <summary>More would not fit a phone, nor a <see cref="Ballot"/> beyond 15.</summary>
    public const int MostOptions = 10;

    /// <summary>User-perceived characters of the question.</summary>
    public const int Text = 280;

    /// <summary>User-perceived characters of an option.</summary>
    public const int Option = 120;

    /// <summary>User-perceived characters of a written answer, and of a group's name.</summary>
    public const int Answer = 140;

    /// <summary>Groups of written answers.</summary>
    public const int Groups = 30;

    public const int ShortestSeconds = 5;

    public const int LongestSeconds = 4 * 3600;

    public const int PerTalk = 200;

    /// <summary>Templates that one host keeps.</summary>
    public const int Templates = 100;
}
