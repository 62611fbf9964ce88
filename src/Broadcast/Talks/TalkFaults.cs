using TalksPlatform.Foundation.Faults;

namespace TalksPlatform.Broadcast.Talks;

/// <summary>Why a talk as a whole refuses.</summary>
internal static class TalkFaults
{
    public static readonly Fault Unknown = new("talk.unknown", FaultKind.NotFound,
        "There is no such talk, or its doors are not open yet.");

    public static readonly Fault Over = new("talk.over", FaultKind.Conflict,
        "The talk is over. Its recording will be on the episode's page.");

    public static readonly Fault NotYours = new("talk.not-yours", FaultKind.Denied,
        "Your role in this talk does not permit that. Ask its host.");

    public static readonly Fault Frozen = new("talk.frozen", FaultKind.Conflict,
        "The room is paused for a moment. The talk goes on; try again when it opens.");

    public static readonly Fault Blocked = new("talk.blocked", FaultKind.Denied,
        "You cannot take part in this talk any more. You may still listen.");

    public static readonly Fault TooManyChanges = new("talk.too-many-changes", FaultKind.TooMany,
        "You changed your mind very often in this talk. What you said last counts.");

    public static readonly Fault Unavailable = new("talk.unavailable", FaultKind.Unavailable,
        "We could not save that just now. Nothing is lost: try again in a moment.");

    public static readonly Fault Busy = new("talk.busy", FaultKind.Unavailable,
        "Very many people are doing this at the same moment. Try again in a moment.");

    public static readonly Fault CommandTaken = new("command.taken", FaultKind.Conflict,
        "Somebody else used this command id. Make a new one for each thing you do.");
}
