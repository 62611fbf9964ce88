using System.Net;

namespace TalksPlatform.Rtc.Ice.Tcp;

/// <summary>Where TCP is accepted, and from how many.</summary>
internal sealed record TcpOptions(IPEndPoint Bind)
{
    /// <summary>The clock of the time limits.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Connections at a time.</summary>
    public int MaxConnections { get; init; } = 2000;

    /// <summary>
    /// Connections at a time that have shown no genuine check, from one address (IPv6: one /64). Those that have are not
    /// counted, for a whole province may be behind one address.
    /// </summary>
    public int MaxUnproven { get; init; } = 16;

    /// <summary>
    /// The bytes that wait for one slow reader, here and once more in the kernel: two seconds of sound each. What goes
    /// beyond is lost, for it would only come late.
    /// </summary>
    public int MaxBacklog { get; init; } = 16 * 1024;

    /// <summary>A connection has to show its first genuine connectivity check by then.</summary>
    public TimeSpan ProofTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>A connection without a genuine check for so long is closed (RFC 7675).</summary>
    public TimeSpan ConsentTimeout { get; init; } = TimeSpan.FromSeconds(15);
}
