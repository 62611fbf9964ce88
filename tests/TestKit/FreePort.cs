using System.Net;
using System.Net.Sockets;

namespace TalksPlatform.TestKit;

/// <summary>
/// Finds ports for programs that cannot say which one the system gave them, or that come back at the one that they had. They
/// lie below those that the system gives away and those of calls' sound, so nobody else is given one until it is used.
/// </summary>
public static class FreePort
{
    private const int First = 10_000;
    private const int Beyond = 16_000;

    /// <summary>A TCP port that nobody has at the moment; of the loopback when no address is named.</summary>
    public static int Tcp(IPAddress? address = null) => Find(address ?? IPAddress.Loopback, (SocketType.Stream, ProtocolType.Tcp));

    /// <summary>A port of the loopback that nobody has at the moment, neither by UDP nor by TCP.</summary>
    public static int UdpAndTcp() => Find(IPAddress.Loopback, (SocketType.Dgram, ProtocolType.Udp), (SocketType.Stream, ProtocolType.Tcp));

    private static int Find(IPAddress address, params ReadOnlySpan<(SocketType Type, ProtocolType Protocol)> ways)
    {
        while (true)
        {
            var candidate = new IPEndPoint(address, Random.Shared.Next(First, Beyond));
            if (IsFree(candidate, ways))
                return candidate.Port;
        }
    }

    private static bool IsFree(IPEndPoint candidate, ReadOnlySpan<(SocketType Type, ProtocolType Protocol)> ways)
    {
        try
        {
            foreach (var (type, protocol) in ways)
            {
                using var probe = new Socket(candidate.AddressFamily, type, protocol);
                probe.Bind(candidate);
            }

            return true;
        }
        catch (SocketException taken) when (taken.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
        {
            return false;
        }
    }
}
