using TalksPlatform.Foundation.Faults;

namespace TalksPlatform.Broadcast.Phone.Lines;

/// <summary>Why a line or a prompt is not taken.</summary>
internal static class PhoneFaults
{
    public const int MostNumbers = 10;
    public const int MostPrefixes = 50;
    public const int MostCalls = 1_000;
    public const int MostMinutes = 10_000;

    public static readonly Fault Number = new("phone.number-wrong", FaultKind.Invalid,
        $"A number has 3 to 20 digits, maybe with a plus before them, and a series at most {MostNumbers} of them.");

    public static readonly Fault Language = new("phone.language-wrong", FaultKind.Invalid,
        "Callers are spoken to in en, lo, km, th, ms or fil.");

    public static readonly Fault Prefix = new("phone.prefix-wrong", FaultKind.Invalid,
        $"A prefix has 1 to 15 digits, and there are at most {MostPrefixes} of them. Whoever calls back needs at least one.");

    public static readonly Fault Budget = new("phone.budget-wrong", FaultKind.Invalid,
        $"A day has at most {MostCalls} calls and {MostMinutes} minutes.");

    public static readonly Fault Taken = new("phone.number-taken", FaultKind.Conflict,
        "Another series has this number.");

    public static readonly Fault PromptUnknown = new("prompt.unknown", FaultKind.NotFound,
        "There is no such prompt, or it is not recorded.");

    public static readonly Fault PromptMissing = new("prompt.missing", FaultKind.Invalid,
        "Choose a sound file.");

    public static readonly Fault PromptTooLong = new("prompt.too-long", FaultKind.Invalid,
        "A prompt has at most 30 seconds and 10 MB.");

    public static readonly Fault PromptUnreadable = new("prompt.unreadable", FaultKind.Invalid,
        "This file has no sound that can be read. Try WAV, MP3 or Ogg.");
}
