using System.Net;
using System.Net.Sockets;

namespace TalksPlatform.Rtc.Sip;

/// <summary>The UDP port: a thread of its own receives, the loop sends.</summary>
internal sealed class SipDatagrams : IDisposable
{
    private const int BufferSize = 1024 * 1024; // a burst of calls; the kernel cuts it to what it allows
    private readonly Socket _socket;
    private readonly Thread _receiver;
    private readonly Received _received;
    private volatile bool _stopped;

    public SipDatagrams(IPEndPoint bind, Received received)
    {
        _received = received;
        _socket = new Socket(bind.AddressFamily, SocketType.Dgram, ProtocolType.Udp) { ReceiveBufferSize = BufferSize, SendBufferSize = BufferSize };
        try
        {
            _socket.Bind(bind);
        }
        catch
        {
            _socket.Dispose();
            throw;
        }

        LocalEndPoint = (IPEndPoint)_socket.LocalEndPoint!;
        _receiver = new Thread(Receive) { IsBackground = true, Name = "SIP by UDP" };
    }

    /// <summary>Takes a datagram on the receiving thread.</summary>
    public delegate void Received(ReadOnlySpan<byte> datagram, IPEndPoint source);

    public IPEndPoint LocalEndPoint { get; }

    public void Start() => _receiver.Start();

    /// <summary>Sends; what the network does not take is sent again by the transaction.</summary>
    public void Send(ReadOnlySpan<byte> datagram, IPEndPoint target)
    {
        try
        {
            _socket.SendTo(datagram, SocketFlags.None, target);
        }
        catch (SocketException)
        {
            // Unreachable, too long or full: as good as lost on the way.
        }
        catch (ObjectDisposedException)
        {
            // We are going down.
        }
    }

    public void Dispose()
    {
        _stopped = true;
        _socket.Dispose(); // wakes the thread
        if (_receiver.ThreadState.HasFlag(ThreadState.Unstarted))
            return;
        _receiver.Join();
    }

    private void Receive()
    {
        var buffer = new byte[SipParser.MaxLength];
        var source = new SocketAddress(LocalEndPoint.AddressFamily);
        while (!_stopped)
        {
            try
            {
                var length = _socket.ReceiveFrom(buffer, SocketFlags.None, source);
                _received(buffer.AsSpan(0, length), (IPEndPoint)LocalEndPoint.Create(source));
            }
            catch (SocketException)
            {
                // An error of somebody else's datagram, or we are going down.
            }
            catch (ObjectDisposedException)
            {
                return;
            }
        }
    }
}
