using System.Net;
using System.Net.Sockets;

namespace TalksPlatform.TestKit;

/// <summary>Finds ports for programs that cannot say which one the system gave them.</summary>
public static class FreePort
{
    /// <summary>A TCP port that nobody has at the moment; of the loopback when no address is named.</summary>
    public static int Tcp(IPAddress? address = null)
    {
        using var probe = new TcpListener(address ?? IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    /// <summary>
    /// A port of the loopback that nobody has at the moment, neither by UDP nor by TCP. It lies below those that the system
    /// gives away, so nobody is given it until it is used.
    /// </summary>
    public static int UdpAndTcp()
    {
        while (true)
        {
            var candidate = new IPEndPoint(IPAddress.Loopback, Random.Shared.Next(20_000, 32_000));
            using var udp = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            using var tcp = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                udp.Bind(candidate);
                tcp.Bind(candidate);
                return candidate.Port;
            }
            catch (SocketException)
            {
                // Taken: there are others.
            }
        }
    }
}
