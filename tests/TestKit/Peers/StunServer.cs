using System.Net;
using System.Net.Sockets;

namespace TalksPlatform.TestKit.Peers;

/// <summary>Somebody else's STUN or TURN server on the loopback.</summary>
public static class StunServer
{
    private static readonly byte[] BindingRequest = [0, 1, 0, 0, 0x21, 0x12, 0xA4, 0x42, .. new byte[12]]; // RFC 8489, section 5

    /// <summary>Whether it answers over UDP; coturn's TCP port opens earlier.</summary>
    public static bool Answers(int port)
    {
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveTimeout = 100 };
        try
        {
            probe.Connect(IPAddress.Loopback, port);
            probe.Send(BindingRequest);
            return probe.Receive(new byte[512]) > 0;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
