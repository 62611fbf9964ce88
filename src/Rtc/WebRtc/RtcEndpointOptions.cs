using System.Net;

namespace TalksPlatform.Rtc.WebRtc;

/// <summary>Where a WebRTC endpoint listens and how much it takes on.</summary>
public sealed record RtcEndpointOptions
{
    /// <summary>The UDP address of all peers, or the first of several; port 0 lets the system choose.</summary>
    public required IPEndPoint Bind { get; init; }

    /// <summary>
    /// How many UDP ports, counted from <see cref="Bind"/>, each with a thread that receives; peers take turns. One does
    /// for a thousand contributors.
    /// </summary>
    public int Ports { get; init; } = 1;

    /// <summary>
    /// The TCP address for peers whose networks block UDP (RFC 6544); port 0 lets the system choose, null offers none.
    /// </summary>
    public IPEndPoint? TcpBind { get; init; }

    /// <summary>
    /// The addresses at which peers can reach <see cref="Bind"/> and <see cref="TcpBind"/>, as a router in front may map
    /// them: a host candidate each, best first.
    /// </summary>
    public required IReadOnlyList<IPAddress> AdvertisedAddresses { get; init; }

    /// <summary>The clock of all time limits.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>More offers than this are refused with <see cref="EndpointFullException"/>.</summary>
    public int MaxPeers { get; init; } = 2000;

    /// <summary>
    /// More DTLS handshakes than this, or half of it from one address, have to wait; the peers repeat themselves.
    /// </summary>
    public int MaxHandshakes { get; init; } = 1024;

    /// <summary>How many processors may work on handshakes at once; one is left to the sound where there are several.</summary>
    public int HandshakeWorkers { get; init; } = Math.Max(1, Environment.ProcessorCount - 1);

    /// <summary>More TCP connections at a time than this are refused.</summary>
    public int MaxTcpConnections { get; init; } = 2000;

    /// <summary>A peer that is not connected by then is closed.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>A peer that sends no connectivity check for so long is closed (RFC 7675).</summary>
    public TimeSpan ConsentTimeout { get; init; } = TimeSpan.FromSeconds(15);
}
