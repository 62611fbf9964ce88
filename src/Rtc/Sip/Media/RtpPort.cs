using System.Net;
using System.Net.Sockets;
using TalksPlatform.Rtc.Native;
using TalksPlatform.Rtc.Stun;

namespace TalksPlatform.Rtc.Sip;

/// <summary>A pair of sockets for one call: RTP on an even port, RTCP on the next (RFC 3550 §11).</summary>
internal sealed class RtpPort : IDisposable
{
    private const int Attempts = 100;

    private RtpPort(Socket rtp, Socket rtcp, IPEndPoint advertised)
    {
        Rtp = rtp;
        Rtcp = rtcp;
        Advertised = advertised;
    }

    public Socket Rtp { get; }

    public Socket Rtcp { get; }

    /// <summary>Where the far end is told to send RTP to.</summary>
    public IPEndPoint Advertised { get; }

    private bool IsV6 => Rtp.AddressFamily == AddressFamily.InterNetworkV6;

    /// <summary>Takes a free pair from the range.</summary>
    /// <exception cref="SipCallException">503: there is none.</exception>
    public static RtpPort Open(SipOptions options)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var port = options.RtpPorts is { } range
                ? Random.Shared.Next((range.First + 1) / 2, (range.Last + 1) / 2) * 2
                : Random.Shared.Next(16_384 / 2, 32_768 / 2) * 2; // below the ports that the system gives away itself
            if (TryBind(options.Bind.Address, port) is not { } rtp)
                continue;
            if (TryBind(options.Bind.Address, port + 1) is not { } rtcp)
            {
                rtp.Dispose();
                continue;
            }

            return new RtpPort(rtp, rtcp, new IPEndPoint(options.AdvertisedAddress ?? options.Bind.Address, port));
        }

        throw new SipCallException(503, "No free RTP port");
    }

    /// <summary>Sends without waiting; what the network does not take is lost, and the next packet comes in 20 ms.</summary>
    public void Send(Socket socket, ReadOnlySpan<byte> packet, TransportAddress target)
    {
        if (!IsV6 && !target.IsV4)
            return;
        var address = target.ToNative(IsV6);
        var length = IsV6 ? NativeSocketAddress.LengthV6 : NativeSocketAddress.LengthV4;
        try
        {
            _ = Libc.sendto(
                socket.SafeHandle, packet, (nuint)packet.Length, Libc.MessageDontWait, in address, (uint)length);
        }
        catch (ObjectDisposedException)
        {
            // The call is over.
        }
    }

    public void Dispose()
    {
        Rtp.Dispose();
        Rtcp.Dispose();
    }

    private static Socket? TryBind(IPAddress address, int port)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            socket.Bind(new IPEndPoint(address, port));
            socket.Blocking = false;
            return socket;
        }
        catch (SocketException)
        {
            socket.Dispose();
            return null;
        }
    }
}
