using System.Numerics;

namespace TalksPlatform.Rtc;

/// <summary>What an endpoint has counted since it was opened.</summary>
/// <param name="Strays">Datagrams that belonged to no peer.</param>
/// <param name="Dropped">Datagrams that the kernel did not take for sending.</param>
/// <param name="Handshakes">Datagrams of handshakes for which there was no time.</param>
/// <param name="TcpRefused">TCP connections that were one too many or spoke something else.</param>
/// <param name="TcpExpired">TCP connections that showed no genuine check in time.</param>
/// <param name="TcpDropped">Datagrams that a slow reader over TCP did not take.</param>
internal readonly record struct EndpointCounts(
    long Strays, long Dropped, long Handshakes, long TcpRefused, long TcpExpired, long TcpDropped)
    : IAdditionOperators<EndpointCounts, EndpointCounts, EndpointCounts>
{
    public static EndpointCounts operator +(EndpointCounts left, EndpointCounts right) => new(
        left.Strays + right.Strays,
        left.Dropped + right.Dropped,
        left.Handshakes + right.Handshakes,
        left.TcpRefused + right.TcpRefused,
        left.TcpExpired + right.TcpExpired,
        left.TcpDropped + right.TcpDropped);
}
