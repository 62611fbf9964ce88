using TalksPlatform.Broadcast.Mix;
using TalksPlatform.Foundation.Faults;

namespace TalksPlatform.Broadcast.Media.Sounds;

/// <summary>Why a shelf refuses a sound.</summary>
internal static class SoundFaults
{
    public static readonly Fault Missing = new("sound.missing", FaultKind.Invalid, "No file was sent. Choose a sound.");

    public static readonly Fault Type = new("sound.type", FaultKind.Invalid,
        "There is no sound in this file that can be read. Send WAV, MP3, FLAC, Ogg, Opus, M4A or WebM.");

    public static readonly Fault TooLong = new("sound.too-long", FaultKind.Invalid,
        $"A sound has {SoundLimits.UploadBytes >> 20} MB and {SoundLimits.Minutes} minutes at most.");

    public static readonly Fault Name = new("sound.name", FaultKind.Invalid,
        $"A sound needs a name of at most {SoundLimits.NameCharacters} characters.");

    public static readonly Fault Kind = new("sound.kind", FaultKind.Invalid, "A sound is a bed, an ident or a clip.");

    public static readonly Fault ShelfFull = new("sound.shelf-full", FaultKind.Conflict,
        $"A series has at most {SoundLimits.Shelf} sounds. Remove some first.");

    public static readonly Fault BuiltIn = new("sound.built-in", FaultKind.Conflict,
        "Every studio has this sound: it stays as it is.");

    public static readonly Fault TooManyAtOnce = new("sound.busy", FaultKind.Unavailable,
        "Other sounds are being read just now. Send this one again in a moment.");

    /// <summary>The same as of a voice.</summary>
    public static readonly Fault Gain = MixFaults.GainWrong;
}

/// <summary>Bounds of shelves.</summary>
internal static class SoundLimits
{
    public const long UploadBytes = 64L << 20;
    public const int Minutes = 10;
    public const int Shelf = 40;
    public const int NameCharacters = 80;
    public const double ShortestSeconds = 0.2;
}
