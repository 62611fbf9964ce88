using System.Net;
using System.Net.Sockets;

namespace TalksPlatform.Rtc.Sip;

/// <summary>Sends and receives messages by UDP (RFC 3261 §18).</summary>
internal sealed class SipTransport : IAsyncDisposable
{
    private readonly SipLoop _loop;
    private readonly Socket _socket;
    private readonly CancellationTokenSource _stop = new();
    private Task _receiving = Task.CompletedTask;

    public SipTransport(SipOptions options, SipLoop loop)
    {
        _loop = loop;
        _socket = new Socket(options.Bind.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        _socket.Bind(options.Bind);
        LocalEndPoint = (IPEndPoint)_socket.LocalEndPoint!;
        Advertised = new IPEndPoint(options.AdvertisedAddress ?? LocalEndPoint.Address, LocalEndPoint.Port);
    }

    /// <summary>Where we listen.</summary>
    public IPEndPoint LocalEndPoint { get; }

    /// <summary>Where peers are told to send to.</summary>
    public IPEndPoint Advertised { get; }

    /// <summary>Datagrams that were no messages.</summary>
    public long Malformed { get; private set; }

    /// <summary>Gives each message to the loop, with the address that it came from.</summary>
    public void Start(Action<SipMessage, IPEndPoint> received) => _receiving = ReceiveAsync(received);

    /// <summary>Sends a message; what the network does not take is sent again by the transaction.</summary>
    public void Send(SipMessage message, IPEndPoint target)
    {
        try
        {
            _socket.SendTo(message.ToBytes(), target);
        }
        catch (SocketException)
        {
            // Unreachable or full: as good as lost on the way.
        }
        catch (ObjectDisposedException)
        {
            // We are going down.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _receiving;
        _socket.Dispose();
        _stop.Dispose();
    }

    private async Task ReceiveAsync(Action<SipMessage, IPEndPoint> received)
    {
        var buffer = new byte[SipParser.MaxLength];
        var anyone = new IPEndPoint(LocalEndPoint.AddressFamily == AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any, 0);
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var result = await _socket.ReceiveFromAsync(buffer, anyone, _stop.Token);
                var source = (IPEndPoint)result.RemoteEndPoint;
                if (SipParser.TryParse(buffer.AsSpan(0, result.ReceivedBytes), out var message, out _, out var refusal))
                    _loop.TryPost(() => received(message, source));
                else if (!IsKeepAlive(buffer.AsSpan(0, result.ReceivedBytes)))
                    Refuse(refusal, source);
            }
            catch (SocketException)
            {
                // An ICMP error of somebody else's datagram.
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private void Refuse(SipRefusal? refusal, IPEndPoint source)
    {
        Malformed++;
        if (refusal is not null)
            Send(refusal.Response, refusal.Via.ReturnTo(source));
    }

    /// <summary>Telephones behind NAT send blank lines or single bytes to keep the way open (RFC 5626 §3.5.1).</summary>
    private static bool IsKeepAlive(ReadOnlySpan<byte> datagram) =>
        datagram.Length < 4 || datagram.IndexOfAnyExcept((byte)'\r', (byte)'\n', (byte)0) < 0;
}
