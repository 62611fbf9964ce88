using TalksPlatform.Foundation.Faults;

namespace TalksPlatform.Broadcast.Stage;

/// <summary>Why the stage refuses.</summary>
internal static class StageFaults
{
    public static readonly Fault NotOnAir = new("voice.not-on-air", FaultKind.Conflict,
        "This voice is not on air.");

    public static readonly Fault NotConnected = new("voice.not-connected", FaultKind.NotFound,
        "Nobody with this voice is connected. Wait until it appears in the studio.");

    public static readonly Fault Blocked = new("voice.blocked", FaultKind.Conflict,
        "This person is blocked in this talk. Let her in again first.");

    public static readonly Fault Full = new("stage.full", FaultKind.Conflict,
        $"{StageLimits.Voices} voices are on air already. Take one off the air first.");

    public static readonly Fault OtherRecording = new("recording.other", FaultKind.Conflict,
        "Another recording of this talk is open. Close it first.");

    public static readonly Fault UnknownCue = new("cue.unknown", FaultKind.NotFound,
        "The rundown has no such part. It was written anew meanwhile.");

    public static readonly Fault UnknownName = new("name.unknown", FaultKind.NotFound,
        "Nobody of this name is on air or among the speakers.");

    public static readonly Fault LongSentence = new("break.too-long", FaultKind.Invalid,
        $"Say it in at most {StageLimits.BreakCharacters} characters.");
}

/// <summary>Bounds of the stage.</summary>
internal static class StageLimits
{
    public const int Voices = 50;
    public const int BreakCharacters = 120;
}
