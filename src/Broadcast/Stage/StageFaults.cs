using TalksPlatform.Foundation.Faults;

namespace TalksPlatform.Broadcast.Stage;

/// <summary>Why the stage refuses.</summary>
internal static class StageFaults
{
    public static readonly Fault NotOnAir = new("voice.not-on-air", FaultKind.Conflict,
        "This voice is not on air.");

    public static readonly Fault NotConnected = new("voice.not-connected", FaultKind.NotFound,
        "Nobody with this voice is connected. Wait until it appears in the studio.");

    public static readonly Fault Full = new("stage.full", FaultKind.Conflict,
        $"{StageLimits.Voices} voices are on air already. Take one off the air first.");

    public static readonly Fault OtherRecording = new("recording.other", FaultKind.Conflict,
        "Another recording of this talk is open. Close it first.");
}

/// <summary>Bounds of the stage.</summary>
internal static class StageLimits
{
    public const int Voices = 50;
}
