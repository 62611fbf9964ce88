using TalksPlatform.Foundation.Faults;

namespace TalksPlatform.Broadcast.Registration;

/// <summary>Why something about registration is refused.</summary>
internal static class RegistrationFaults
{
    public static readonly Fault NotAsked = new("registration.not-asked", FaultKind.Conflict,
        "This series asks nothing about you.");

    public static readonly Fault TooLong = new("registration.too-long", FaultKind.Invalid,
        $"An answer has at most {RegistrationForm.LongestAnswer} letters. Make it shorter.");

    public static readonly Fault NoSuchLink = new("report.unknown", FaultKind.NotFound,
        "This link to reports is not good any more. Ask the host of the series for a new one.");

    public static readonly Fault NotYet = new("registration.not-yet", FaultKind.Conflict,
        "The report is ready once the talk is over: while answers come in, each new one would show whose it is.");
}
