using System.Net;
using System.Net.Sockets;
using TalksPlatform.Rtc.Stun;

namespace TalksPlatform.Rtc.Ice.Tcp;

/// <summary>One accepted connection. Read by one thread, sent to by any.</summary>
internal sealed class TcpPath
{
    private const int MaxUnprovenBytes = 16 * 1024; // some checks, and no more

    private int _unprovenBytes;

    public TcpPath(Socket socket, int number, int maxBacklog, long now)
    {
        Socket = socket;
        Sender = new FrameSender(socket, maxBacklog);
        Address = TransportAddress.From((IPEndPoint)socket.RemoteEndPoint!) with { Connection = number };
        ProvenAt = now;
    }

    public Socket Socket { get; }

    /// <summary>Its peer, with the number of the connection.</summary>
    public TransportAddress Address { get; }

    public FrameSender Sender { get; }

    public FrameReader Reader { get; } = new();

    /// <summary>Whether it ever showed a genuine check.</summary>
    public bool IsProven { get; private set; }

    /// <summary>The timestamp of its last genuine check, or of its beginning.</summary>
    public long ProvenAt { get; private set; }

    public void Prove(long now)
    {
        IsProven = true;
        ProvenAt = now;
    }

    /// <summary>Whether a datagram may be looked at: before the proof only connectivity checks, and few of them.</summary>
    public bool Admits(ReadOnlySpan<byte> datagram)
    {
        if (IsProven)
            return true;

        _unprovenBytes += FrameReader.HeaderLength + datagram.Length;
        return _unprovenBytes <= MaxUnprovenBytes && (datagram.IsEmpty || StunMessage.Looks(datagram));
    }

    /// <summary>Whether both come from one address (IPv6: one /64, which is what one customer gets).</summary>
    public bool IsNeighbourOf(TransportAddress other) =>
        Address.High == other.High && (!Address.IsV4 || Address.Low == other.Low);
}
