using TalksPlatform.Foundation.Faults;

namespace TalksPlatform.Broadcast.Mix;

/// <summary>Why the mixer refuses.</summary>
internal static class MixFaults
{
    public static readonly Fault GainWrong = new("strip.gain-wrong", FaultKind.Invalid,
        $"A voice can be made louder or softer by {MixLimits.GainDb} dB at most.");

    public static readonly Fault UnknownSound = new("sound.unknown", FaultKind.NotFound,
        "There is no such sound on the shelf of this series.");

    public static readonly Fault TooManySounds = new("sound.too-many", FaultKind.Conflict,
        $"{MixLimits.Sounds} sounds are being played already. Stop one first.");

    public static readonly Fault FadeWrong = new("sound.fade-wrong", FaultKind.Invalid,
        $"A sound fades away within {MixLimits.FadeSeconds} seconds.");

    public static readonly Fault DelayWrong = new("delay.seconds-wrong", FaultKind.Invalid,
        $"A delay has {MixLimits.ShortestDelay} to {MixLimits.LongestDelay} seconds, or 0 for none.");

    public static readonly Fault NoDelay = new("delay.off", FaultKind.Conflict,
        "The programme is not delayed: what was said has been heard.");

    public static readonly Fault NoSpeaker = new("cohost.not-speaker", FaultKind.Conflict,
        "Only a speaker of this talk can take over from its host.");
}

/// <summary>Bounds of the mixer.</summary>
internal static class MixLimits
{
    public const int GainDb = 24;
    public const int Sounds = 8;
    public const int FadeSeconds = 30;
    public const int ShortestDelay = 7;
    public const int LongestDelay = 10;

    /// <summary>For how long somebody may say that silence is on purpose.</summary>
    public const int QuietSeconds = 30;
}
