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
    private volatile EndPoint? _client;

    public UdpRelay(IPEndPoint server)
    {
        _server = server;
        _pumps.Add(PumpAsync(_inside, fromClient: true));
        _pumps.Add(PumpAsync(_outside, fromClient: false));
    }

    /// <summary>Says of each datagram whether it gets through; may be set at any time.</summary>
    public Func<byte[], bool> Passes { get; set; } = _ => true;

    /// <summary>How long a datagram is held up; may be set at any time.</summary>
    public Func<TimeSpan> Delay { get; set; } = () => TimeSpan.Zero;

    /// <summary>Where the client believes the server to be.</summary>
    public IPEndPoint EndPoint => (IPEndPoint)_inside.LocalEndPoint!;

    /// <summary>The client's address as the server sees it.</summary>
    public IPEndPoint ClientAsSeen => (IPEndPoint)_outside.LocalEndPoint!;

    /// <summary>Puts itself into an answer, in the place of the server.</summary>
    public string Redirect(string answerSdp) =>
        answerSdp.Replace($" {_server.Port} typ host", $" {EndPoint.Port} typ host", StringComparison.Ordinal);

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
        var delay = Delay();
        if (delay == TimeSpan.Zero)
            await socket.SendToAsync(datagram, SocketFlags.None, to, _stopping.Token);
        else
            _ = PassOnLaterAsync(socket, datagram, to, delay);
    }

    private async Task PassOnLaterAsync(Socket socket, byte[] datagram, EndPoint to, TimeSpan delay)
    {
        try
        {
            await Task.Delay(delay, TimeProvider.System, _stopping.Token);
            await socket.SendToAsync(datagram, SocketFlags.None, to, _stopping.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // Lost with the relay.
        }
    }
}
