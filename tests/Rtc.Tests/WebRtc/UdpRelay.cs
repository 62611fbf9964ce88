using System.Net;
using System.Net.Sockets;

namespace TalksPlatform.Rtc.Tests.WebRtc;

/// <summary>
/// A network between a client and a server that can be made bad: it loses, falls silent, changes addresses.
/// </summary>
internal sealed class UdpRelay : IAsyncDisposable
{
    private static readonly IPEndPoint Anybody = new(IPAddress.Any, 0);

    private readonly IPEndPoint _server;
    private readonly Socket _inside = Open();
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<Task> _pumps = [];
    private Socket _outside = Open();
    private readonly PriorityQueue<(Socket Socket, byte[] Datagram, EndPoint To), TimeSpan> _held = new(); // and its own lock
    private TimeSpan _now;
    private volatile EndPoint? _client;

    public UdpRelay(IPEndPoint server)
    {
        _server = server;
        _pumps.Add(PumpAsync(_inside, fromClient: true));
        _pumps.Add(PumpAsync(_outside, fromClient: false));
    }

    /// <summary>Says of each datagram whether it gets through; may be set at any time.</summary>
    public Func<byte[], bool> Passes { get; set; } = _ => true;

    /// <summary>How long a datagram is held up, in the time of <see cref="Deliver"/>; null passes all on at once.</summary>
    public Func<TimeSpan>? Delay { get; set; }

    /// <summary>Where the client believes the server to be.</summary>
    public IPEndPoint EndPoint => (IPEndPoint)_inside.LocalEndPoint!;

    /// <summary>The client's address as the server sees it.</summary>
    public IPEndPoint ClientAsSeen => (IPEndPoint)_outside.LocalEndPoint!;

    /// <summary>Puts itself into an answer, in the place of the server.</summary>
    public string Redirect(string answerSdp) =>
        answerSdp.Replace($" {_server.Port} typ host", $" {EndPoint.Port} typ host", StringComparison.Ordinal);

    /// <summary>It is that late now: what was held up until then goes on.</summary>
    /// <returns>The datagrams that went to the server.</returns>
    public IReadOnlyList<byte[]> Deliver(TimeSpan now)
    {
        List<byte[]> toServer = [];
        lock (_held)
        {
            _now = now;
            while (_held.TryPeek(out _, out var due) && due <= now)
            {
                var (socket, datagram, to) = _held.Dequeue();
                socket.SendTo(datagram, to);
                if (to.Equals(_server))
                    toServer.Add(datagram);
            }
        }
        return toServer;
    }

    /// <summary>The client moves to another network: the server sees a new address.</summary>
    public void ChangeAddress()
    {
        var old = _outside;
        _outside = Open();
        _pumps.Add(PumpAsync(_outside, fromClient: false));
        old.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _inside.Dispose();
        _outside.Dispose();
        await Task.WhenAll(_pumps);
    }

    private static Socket Open()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return socket;
    }

    private async Task PumpAsync(Socket socket, bool fromClient)
    {
        var buffer = new byte[2048];
        try
        {
            while (true)
            {
                var received = await socket.ReceiveFromAsync(buffer, SocketFlags.None, Anybody, _stopping.Token);
                if (fromClient)
                    _client = received.RemoteEndPoint;
                var datagram = buffer[..received.ReceivedBytes];
                if (!Passes(datagram))
                    continue;

                if (fromClient)
                    await PassOnAsync(_outside, datagram, _server);
                else if (_client is { } client)
                    await PassOnAsync(_inside, datagram, client);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // The relay, or this socket of it, is closed.
        }
    }

    private async ValueTask PassOnAsync(Socket socket, byte[] datagram, EndPoint to)
    {
        if (Delay is { } delay)
        {
            lock (_held)
                _held.Enqueue((socket, datagram, to), _now + delay());
        }
        else
        {
            await socket.SendToAsync(datagram, SocketFlags.None, to, _stopping.Token);
        }
    }
}
