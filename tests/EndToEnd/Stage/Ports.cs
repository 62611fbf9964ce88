using System.Net;
using System.Net.Sockets;

namespace TalksPlatform.EndToEnd.Stage;

/// <summary>Free ports of the loopback.</summary>
internal static class Ports
{
    public static int Udp()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
