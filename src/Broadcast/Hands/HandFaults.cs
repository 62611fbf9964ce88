using TalksPlatform.Foundation.Faults;

namespace TalksPlatform.Broadcast.Hands;

/// <summary>Why a hand is refused.</summary>
internal static class HandFaults
{
    public static readonly Fault NameMissing = new("hand.name-missing", FaultKind.Invalid,
        $"Say by which name the host may call you, in at most {HandLimits.Name} characters.");

    public static readonly Fault NoteTooLong = new("hand.note-too-long", FaultKind.Invalid,
        $"Say what it is about in at most {HandLimits.Note} characters.");

    public static readonly Fault NoConsent = new("hand.no-consent", FaultKind.Invalid,
        "Whoever speaks is heard by everybody. Agree to it first, or write your question.");

    public static readonly Fault Paused = new("hand.paused", FaultKind.Conflict,
        "The host takes no new speakers at the moment. You can still write your question.");

    public static readonly Fault LineFull = new("hand.line-full", FaultKind.TooMany,
        $"{HandLimits.Line} people wait already. Write your question instead.");

    public static readonly Fault TooOften = new("hand.too-often", FaultKind.TooMany,
        "You raised your hand very often in this talk. Write your question instead.");

    public static readonly Fault Unknown = new("hand.unknown", FaultKind.NotFound,
        "This person is not in line any more.");

    public static readonly Fault OnAir = new("hand.on-air", FaultKind.Conflict,
        "This person is on air. Take her off the air first.");

    public static readonly Fault Waiting = new("hand.waiting", FaultKind.Conflict,
        "This person only waits in line. Call her up first.");

    public static readonly Fault FormTooLong = new("caller.too-long", FaultKind.Invalid,
        $"Name and place have at most {HandLimits.Name} characters, the topic {HandLimits.Note}.");

    public static readonly Fault NotCalled = new("hand.not-called", FaultKind.Denied,
        "The studio has not called you yet. Raise your hand and wait until it does.");

    public static readonly Fault ReasonMissing = new("hand.reason-missing", FaultKind.Invalid,
        $"Tell her why, in at most {HandLimits.Reason} characters.");
}

/// <summary>Bounds of the line.</summary>
internal static class HandLimits
{
    /// <summary>User-perceived characters of a name.</summary>
    public const int Name = 60;

    /// <summary>User-perceived characters of a note.</summary>
    public const int Note = 140;

    /// <summary>User-perceived characters of a reason.</summary>
    public const int Reason = 280;

    /// <summary>People in line.</summary>
    public const int Line = 100;

    /// <summary>How often one person may raise her hand in a talk.</summary>
    public const int Raises = 20;

    /// <summary>How long the place of somebody who is away is kept.</summary>
    public static readonly TimeSpan PlaceKept = TimeSpan.FromSeconds(60);
}
