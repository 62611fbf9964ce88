using TalksPlatform.Foundation.Faults;

namespace TalksPlatform.Broadcast.Polls;

/// <summary>Why a poll refuses.</summary>
internal static class PollFaults
{
    public static readonly Fault TextMissing = new("poll.text-missing", FaultKind.Invalid,
        $"Write the poll's question, in at most {PollLimits.Text} characters.");

    public static readonly Fault OptionsWrong = new("poll.options-wrong", FaultKind.Invalid,
        $"A poll has {PollLimits.FewestOptions} to {PollLimits.MostOptions} different options of at most {PollLimits.Option} characters.");

    public static readonly Fault Exists = new("poll.exists", FaultKind.Conflict,
        "There is a poll with this id already. Make a new id for each poll.");

    public static readonly Fault TooMany = new("poll.too-many", FaultKind.TooMany,
        "This talk has all the polls that it can take.");

    public static readonly Fault Unknown = new("poll.unknown", FaultKind.NotFound,
        "There is no such poll here.");

    public static readonly Fault AnotherOpen = new("poll.another-open", FaultKind.Conflict,
        "Another poll is open. Close it first: people see one at a time.");

    public static readonly Fault NotOpenYet = new("poll.not-open-yet", FaultKind.Conflict,
        "This poll was not opened yet.");

    public static readonly Fault Closed = new("poll.closed", FaultKind.Conflict,
        "This poll is closed and takes no more votes.");

    public static readonly Fault AlreadyVoted = new("poll.already-voted", FaultKind.Conflict,
        "You voted in this poll already; your first choice counts.");

    public static readonly Fault NoSuchOption = new("poll.no-such-option", FaultKind.Invalid,
        "This poll has no such option. Choose one of those that it shows.");
}

/// <summary>Bounds of a poll.</summary>
internal static class PollLimits
{
    public const int FewestOptions = 2;

    public const int MostOptions = 10;

    /// <summary>User-perceived characters of the question.</summary>
    public const int Text = 280;

    /// <summary>User-perceived characters of an option.</summary>
    public const int Option = 120;

    public const int PerTalk = 200;
}
