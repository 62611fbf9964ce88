using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using TalksPlatform.Rtc.Ice;
using TalksPlatform.Rtc.Native;
using TalksPlatform.Rtc.Stun;

namespace TalksPlatform.Rtc.Datagrams;

/// <summary>A UDP socket from which any thread may send, without waiting and without allocation.</summary>
internal sealed class DatagramSocket : IDatagramSender, IDisposable
{
    /// <summary>A <c>bufferSize</c> for a burst of many peers.</summary>
    public const int ManyPeers = 4 * 1024 * 1024;

    private readonly Socket _socket;
    private readonly bool _isV6;
    private long _dropped;

    /// <summary>Opens one.</summary>
    /// <param name="bind">Where; on IPv6 it takes IPv4 too.</param>
    /// <param name="bufferSize">
    /// What the kernel keeps for us each way, in bytes; it cuts that to what it allows, and chooses itself where it is null.
    /// </param>
    /// <exception cref="SocketException">The address cannot be bound.</exception>
    public DatagramSocket(IPEndPoint bind, int? bufferSize = null)
    {
        _isV6 = bind.AddressFamily == AddressFamily.InterNetworkV6;
        _socket = new Socket(bind.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            if (bufferSize is { } size)
                _socket.ReceiveBufferSize = _socket.SendBufferSize = size;
            if (_isV6)
                _socket.DualMode = true;
            _socket.Bind(bind);
        }
        catch
        {
            _socket.Dispose();
            throw;
        }

        LocalEndPoint = (IPEndPoint)_socket.LocalEndPoint!;
    }

    /// <summary>Opens so many for many peers, with consecutive ports; with port 0 the system chooses each.</summary>
    /// <exception cref="SocketException">One cannot be bound; none is open then.</exception>
    public static DatagramSocket[] Open(IPEndPoint first, int count)
    {
        var sockets = new List<DatagramSocket>(count);
        try
        {
            for (var i = 0; i < count; i++)
                sockets.Add(new DatagramSocket(new IPEndPoint(first.Address, first.Port == 0 ? 0 : first.Port + i), ManyPeers));
            return [.. sockets];
        }
        catch
        {
            sockets.ForEach(socket => socket.Dispose());
            throw;
        }
    }

    public IPEndPoint LocalEndPoint { get; }

    /// <summary>Datagrams that the kernel did not take, or to addresses of the other family.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>The bare socket, for receiving.</summary>
    public Socket Socket => _socket;

    public bool CanReach(TransportAddress address) => _isV6 || address.IsV4;

    public void Send(ReadOnlySpan<byte> datagram, TransportAddress to)
    {
        if (!CanReach(to))
        {
            Interlocked.Increment(ref _dropped);
            return;
        }

        var address = to.ToNative(_isV6);
        var length = _isV6 ? NativeSocketAddress.LengthV6 : NativeSocketAddress.LengthV4;
        try
        {
            var sent = Libc.sendto(
                _socket.SafeHandle, datagram, (nuint)datagram.Length, Libc.MessageDontWait, in address, (uint)length);
            if (sent < 0)
                Interlocked.Increment(ref _dropped);
        }
        catch (ObjectDisposedException)
        {
            Interlocked.Increment(ref _dropped); // closed under the sender's hands: as lost as any datagram
        }
    }

    public void Dispose() => _socket.Dispose();
}
