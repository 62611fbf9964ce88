using TalksPlatform.Foundation.Faults;

namespace TalksPlatform.Broadcast.Slides;

/// <summary>Why slides are refused.</summary>
internal static class SlideFaults
{
    public static readonly Fault Unknown = new("slide.unknown", FaultKind.NotFound, "There is no such slide.");

    public static readonly Fault OnStage = new("slides.on-stage", FaultKind.Conflict,
        "One of these slides is shown now. Show another one first.");

    public static readonly Fault Type = new("slides.type", FaultKind.Invalid,
        "This is neither a PDF nor a PNG, JPEG or WebP picture. Export your slides as PDF and send that.");

    public static readonly Fault Missing = new("slides.missing", FaultKind.Invalid, "No file was sent. Choose a PDF, or pictures.");

    public static readonly Fault Mixed = new("slides.mixed", FaultKind.Invalid,
        "Send one PDF at a time, or only pictures.");

    public static readonly Fault TooLong = new("slides.too-long", FaultKind.Invalid,
        $"This is more than {SlideLimits.UploadBytes >> 20} MB. Export the slides in a smaller size.");

    public static readonly Fault TooManyPages = new("slides.too-many-pages", FaultKind.Invalid,
        $"This has more than {SlideLimits.DeckPages} pages. Leave out what is not shown.");

    public static readonly Fault TooManyPixels = new("slides.too-many-pixels", FaultKind.Invalid,
        $"A picture has at most {SlideLimits.PicturePixels / 1_000_000} million pixels. Make it smaller.");

    public static readonly Fault TooMany = new("slides.too-many", FaultKind.Conflict,
        $"A talk has at most {SlideLimits.Decks} sets of slides with {SlideLimits.Slides} slides in all. Remove some first.");

    public static readonly Fault Encrypted = new("slides.encrypted", FaultKind.Invalid,
        "This PDF is locked by a password. Save it without one.");

    public static readonly Fault Unreadable = new("slides.unreadable", FaultKind.Invalid,
        "This file is damaged or is not what its name says. Export it again.");

    public static readonly Fault TooHeavy = new("slides.too-heavy", FaultKind.Invalid,
        "Drawing this takes too long or too much memory. Export the slides in a simpler form.");

    public static readonly Fault NoRenderer = new("slides.no-renderer", FaultKind.Unavailable,
        "The server cannot draw slides: install the Debian package poppler-utils.");

    public static readonly Fault Stuck = new("slides.stuck", FaultKind.Unavailable,
        "The server could not draw these slides. Send them again.");
}

/// <summary>Bounds of slides.</summary>
internal static class SlideLimits
{
    public const long UploadBytes = 32L << 20;
    public const int DeckPages = 150;
    public const int Decks = 20;
    public const int Slides = 400;
    public const int PicturePixels = 40_000_000;
    public const int PictureBytes = 40_000;
    public const int NameCharacters = 80;
    public const int TextCharacters = 400;
}
