using TalksPlatform.Foundation.Faults;

namespace TalksPlatform.Broadcast.Hubs;

/// <summary>Why the hub itself refuses.</summary>
internal static class HubFaults
{
    public static readonly Fault TooFast = new("hub.too-fast", FaultKind.TooMany,
        "That was very fast. Wait a second and do it again.");

    public static readonly Fault TooManyTalks = new("hub.too-many-talks", FaultKind.TooMany,
        $"One connection follows at most {ConnectedPerson.MostTalks} talks. Open another page for more.");

    public static readonly Fault Internal = new("internal", FaultKind.Unavailable,
        "Something went wrong on our side. It was noted; try again in a moment.");
}
