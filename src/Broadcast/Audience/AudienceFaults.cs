using TalksPlatform.Foundation.Faults;

namespace TalksPlatform.Broadcast.Audience;

/// <summary>Why something about a person in the audience is refused.</summary>
internal static class AudienceFaults
{
    public static readonly Fault NobodyThere = new("person.unknown", FaultKind.NotFound,
        "There is nobody to block: what you pointed at is not in this talk.");

    public static readonly Fault Studio = new("person.studio", FaultKind.Conflict,
        "That is somebody of the studio. Take her out of the team instead.");

    public static readonly Fault Oneself = new("person.oneself", FaultKind.Conflict,
        "You cannot block yourself.");
}
