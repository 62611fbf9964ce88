namespace TalksPlatform.Rtc.Sip;

/// <summary>The standard's times for networks that lose datagrams (RFC 3261, table 4).</summary>
internal static class SipTimers
{
    /// <summary>A round trip, estimated.</summary>
    public static readonly TimeSpan T1 = TimeSpan.FromMilliseconds(500);

    /// <summary>The longest pause between repeats.</summary>
    public static readonly TimeSpan T2 = TimeSpan.FromSeconds(4);

    /// <summary>How long a datagram may wander about in the network.</summary>
    public static readonly TimeSpan T4 = TimeSpan.FromSeconds(5);

    /// <summary>When we give up, and how long repeats of the other side may still come.</summary>
    public static readonly TimeSpan GiveUp = 64 * T1;
}
