using TalksPlatform.Foundation.Faults;

namespace TalksPlatform.Broadcast.Chat;

/// <summary>Why the chat refuses.</summary>
internal static class ChatFaults
{
    public static readonly Fault Off = new("chat.off", FaultKind.Conflict,
        "This talk has no chat. Ask a question instead.");

    public static readonly Fault Empty = new("chat.empty", FaultKind.Invalid,
        "Write something first.");

    public static readonly Fault TooLong = new("chat.too-long", FaultKind.Invalid,
        $"A message has at most {ChatLimits.Text} characters. Make it shorter.");

    public static readonly Fault Exists = new("chat.exists", FaultKind.Conflict,
        "There is a message with this id already. Make a new id for each message.");

    public static readonly Fault TooFast = new("chat.too-fast", FaultKind.TooMany,
        "You wrote several messages just now. Wait a few seconds and send it again.");

    public static readonly Fault TooManyWaiting = new("chat.too-many-waiting", FaultKind.TooMany,
        $"{ChatLimits.WaitingPerPerson} of your messages wait for the host already. Write again when one was read.");

    public static readonly Fault Full = new("chat.full", FaultKind.TooMany,
        $"{ChatLimits.Waiting} messages wait for the host already. Write again in a moment.");

    public static readonly Fault Unknown = new("chat.unknown", FaultKind.NotFound,
        "There is no such message here any more.");
}

/// <summary>Bounds of the chat.</summary>
internal static class ChatLimits
{
    /// <summary>User-perceived characters of a message.</summary>
    public const int Text = 280;

    /// <summary>User-perceived characters of a name.</summary>
    public const int Name = 60;

    /// <summary>Messages that are shown and that the state remembers.</summary>
    public const int Kept = 200;

    /// <summary>Messages that may wait for a moderator in all.</summary>
    public const int Waiting = 100;

    /// <summary>Messages of one person that may wait for a moderator.</summary>
    public const int WaitingPerPerson = 5;

    /// <summary>Messages of one person in <see cref="Window"/>.</summary>
    public const int PerWindow = 3;

    public static readonly TimeSpan Window = TimeSpan.FromSeconds(10);
}
