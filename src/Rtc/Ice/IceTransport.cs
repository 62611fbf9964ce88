namespace TalksPlatform.Rtc.Ice;

/// <summary>What carries the packets of a path.</summary>
internal enum IceTransport
{
    Udp,

    /// <summary>A TCP connection that the client opens (RFC 6544), with a length before each packet (RFC 4571).</summary>
    Tcp,
}
