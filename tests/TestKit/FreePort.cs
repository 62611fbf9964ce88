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
}
