using TalksPlatform.Foundation.Faults;

namespace TalksPlatform.Server.Accounts.Team;

/// <summary>What can be wrong with a wish about a team.</summary>
internal static class TeamFaults
{
    public static Fault UnknownSeries { get; } = new("series.unknown", FaultKind.NotFound, "There is no such series.");

    public static Fault NotInTeam { get; } = new("team.unknown", FaultKind.NotFound, "There is no such person in this team.");

    public static Fault LastHost { get; } = new(
        "team.last-host", FaultKind.Conflict, "A series keeps a host. Make somebody else its host first, and let her sign in.");
}
