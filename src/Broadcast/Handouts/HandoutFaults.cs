using TalksPlatform.Foundation.Faults;

namespace TalksPlatform.Broadcast.Handouts;

/// <summary>Why handouts are refused.</summary>
internal static class HandoutFaults
{
    public static readonly Fault TooMany = new("handouts.too-many", FaultKind.Conflict,
        $"A talk has at most {HandoutLimits.Handouts} handouts. Take one back first.");

    public static readonly Fault Missing = new("handouts.missing", FaultKind.Invalid, "No file was sent. Choose one.");

    public static readonly Fault TooLong = new("handouts.too-long", FaultKind.Invalid,
        $"This is more than {HandoutLimits.Bytes >> 20} MB: too much for a phone on a mobile line.");

    public static readonly Fault Type = new("handouts.type", FaultKind.Invalid,
        "Handouts are PDF, Word, Excel, PowerPoint, OpenDocument, plain text or pictures, without macros.");

    public static readonly Fault Title = new("handouts.title", FaultKind.Invalid,
        $"Give the handout a title of at most {HandoutLimits.TitleCharacters} characters.");

    public static readonly Fault Language = new("handouts.language", FaultKind.Invalid,
        "The language is a tag such as lo, km or en.");
}

/// <summary>Bounds of handouts.</summary>
internal static class HandoutLimits
{
    public const int Handouts = 30;
    public const long Bytes = 20L << 20;
    public const int TitleCharacters = 80;
}
