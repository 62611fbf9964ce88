using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using TalksPlatform.Rtc.Datagrams;
using TalksPlatform.Rtc.Stun;

namespace TalksPlatform.Rtc.Ice.Tcp;

/// <summary>
/// A client's TCP connections to the addresses of a server (RFC 6544, active), for networks that block UDP. One that
/// breaks is opened again, as a new path.
/// </summary>
internal sealed class TcpDialler(TakeDatagram take, TimeProvider time) : IDatagramSender
{
    private const int MaxBacklog = 16 * 1024;
    private const int ReceiveBuffer = 16 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan RetryInterval = TimeSpan.FromMilliseconds(500);

    private readonly ConcurrentDictionary<int, FrameSender> _open = new();
    private int _lastNumber;
    private long _dropped;

    /// <summary>A connection is open: a path to check.</summary>
    public event Action<TransportAddress>? Opened;

    /// <summary>A connection is over, and its path with it.</summary>
    public event Action<TransportAddress>? Lost;

    /// <summary>Datagrams that a slow or lost connection did not take.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    public void Send(ReadOnlySpan<byte> datagram, TransportAddress to)
    {
        if (!_open.TryGetValue(to.Connection, out var sender) || !sender.Send(datagram))
            Interlocked.Increment(ref _dropped);
    }

    /// <summary>Sends what slow connections did not take at once. Due each 50 ms or so.</summary>
    public void Flush()
    {
        foreach (var (_, sender) in _open)
            sender.Flush();
    }

    /// <summary>Holds a connection to an address until cancelled.</summary>
    public async Task HoldAsync(IPEndPoint server, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            await ConnectAsync(server, ct);
            await Task.Delay(RetryInterval, time, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ConnectAsync(IPEndPoint server, CancellationToken ct)
    {
        using var socket = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            using (var patience = new CancellationTokenSource(Patience, time))
            using (var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, ct))
                await socket.ConnectAsync(server, either.Token);
            await UseAsync(socket, ct);
        }
        catch (Exception gone) when (gone is SocketException or OperationCanceledException)
        {
            // Tried again, unless nobody wants it any more.
        }
    }

    private async Task UseAsync(Socket socket, CancellationToken ct)
    {
        var number = Interlocked.Increment(ref _lastNumber);
        var address = TransportAddress.From((IPEndPoint)socket.RemoteEndPoint!) with { Connection = number };
        var sender = new FrameSender(socket, MaxBacklog);
        _open[number] = sender;
        try
        {
            Opened?.Invoke(address);
            await ReceiveAsync(socket, address, ct);
        }
        finally
        {
            _open.TryRemove(number, out _);
            sender.Close();
            Lost?.Invoke(address);
        }
    }

    private async Task ReceiveAsync(Socket socket, TransportAddress from, CancellationToken ct)
    {
        var buffer = new byte[ReceiveBuffer];
        var reader = new FrameReader();
        while (!reader.IsBroken && await socket.ReceiveAsync(buffer, ct) is var length and > 0)
        {
            var received = buffer.AsSpan(0, length);
            while (reader.TryRead(ref received, out var datagram))
                take(datagram, from);
        }
    }
}
