using System.Numerics;

namespace TalksPlatform.Rtc.Sip;

/// <summary>What a switchboard has counted since it was opened.</summary>
/// <param name="Malformed">Messages that were no SIP.</param>
/// <param name="RefusedConnections">TCP and TLS connections that were not let in.</param>
/// <param name="Faults">Packets over which a call stumbled.</param>
internal readonly record struct SwitchboardCounts(long Malformed, long RefusedConnections, long Faults)
    : IAdditionOperators<SwitchboardCounts, SwitchboardCounts, SwitchboardCounts>
{
    public static SwitchboardCounts operator +(SwitchboardCounts left, SwitchboardCounts right) => new(
        left.Malformed + right.Malformed,
        left.RefusedConnections + right.RefusedConnections,
        left.Faults + right.Faults);
}
