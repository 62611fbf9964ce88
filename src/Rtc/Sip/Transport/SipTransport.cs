using System.Net;
using System.Net.Sockets;

namespace TalksPlatform.Rtc.Sip;

/// <summary>Sends and receives messages by UDP, TCP and TLS (RFC 3261 §18), and gives them to the loop.</summary>
internal sealed class SipTransport : IAsyncDisposable
{
    private const int Attempts = 20;
    private static readonly TimeSpan WatchInterval = TimeSpan.FromSeconds(1);
    private readonly SipLoop _loop;
    private readonly SipTls _tls;
    private readonly SipDatagrams _datagrams;
    private readonly SipConnections _connections;
    private readonly SipListener? _tcp;
    private readonly SipListener? _encrypted;
    private readonly IPAddress _advertised;
    private long _malformed;

    /// <summary>Takes the port; nothing is accepted before <see cref="Start"/>.</summary>
    /// <exception cref="SocketException">A port is taken.</exception>
    public SipTransport(SipOptions options, SipLoop loop)
    {
        _loop = loop;
        _tls = new SipTls(options.Tls);
        _connections = new SipConnections(options, _tls, ReceiveAsync);
        (_datagrams, _tcp) = Bind(options);
        if (_tls.Listens)
        {
            var port = options.Tls!.Port ?? (options.Bind.Port == 0 ? 0 : options.Bind.Port + 1);
            _encrypted = Listen(new IPEndPoint(options.Bind.Address, port), SipProtocol.Tls);
        }

        _advertised = options.AdvertisedAddress ?? LocalEndPoint.Address;
    }

    /// <summary>Where we listen by UDP and TCP.</summary>
    public IPEndPoint LocalEndPoint => _datagrams.LocalEndPoint;

    /// <summary>Where we listen by TLS; null when nowhere.</summary>
    public IPEndPoint? TlsEndPoint => _encrypted?.LocalEndPoint;

    /// <summary>What came and was no message.</summary>
    public long Malformed => Interlocked.Read(ref _malformed);

    public SipConnections Connections => _connections;

    /// <summary>Each message, on the loop, with the neighbour that it came from.</summary>
    public Action<SipMessage, SipHop>? Received { get; set; }

    /// <summary>A malformed request that can be answered, on the loop.</summary>
    public Action<SipRefusal, SipHop>? Refused { get; set; }

    /// <summary>A connection is gone, on the loop: nothing comes over it any more.</summary>
    public Action<SipHop>? Lost { get; set; }

    /// <summary>Where neighbours that we reach by a protocol reach us.</summary>
    public IPEndPoint Advertised(SipProtocol protocol) => new(
        _advertised, protocol == SipProtocol.Tls && _encrypted is not null ? _encrypted.LocalEndPoint.Port : LocalEndPoint.Port);

    public void Start()
    {
        _connections.Closed = hop => _ = _loop.PostAsync(() => Lost?.Invoke(hop)).AsTask();
        _datagrams.Start();
        _tcp?.Start();
        _encrypted?.Start();
        _loop.Every(WatchInterval, _connections.Watch);
    }

    /// <summary>True while a message to that neighbour needs no new connection.</summary>
    public bool IsOpen(SipHop hop) => !hop.IsReliable || _connections.IsOpen(hop);

    public bool CanReach(IPEndPoint address) => address.AddressFamily == LocalEndPoint.AddressFamily;

    /// <summary>Sends a message. A lost connection is told by <see cref="Lost"/>, a lost datagram by nobody.</summary>
    public void Send(SipMessage message, SipHop hop) => Send(message.ToBytes(), hop);

    public void Send(byte[] message, SipHop hop)
    {
        if (!hop.IsReliable)
            _datagrams.Send(message, hop.Address);
        else if (!_connections.TrySend(message, hop))
            _loop.After(TimeSpan.Zero, () => Lost?.Invoke(hop)); // not at once: whoever sends is in the midst of something
    }

    /// <summary>Keeps the way through a NAT open (RFC 5626 §3.5.1).</summary>
    public void KeepOpen(SipHop hop)
    {
        if (!hop.IsReliable)
            _datagrams.Send("\r\n\r\n"u8, hop.Address);
    }

    public async ValueTask DisposeAsync()
    {
        if (_tcp is not null)
            await _tcp.DisposeAsync();
        if (_encrypted is not null)
            await _encrypted.DisposeAsync();
        await _connections.DisposeAsync();
        _datagrams.Dispose();
    }

    /// <summary>Telephones behind NAT send blank lines or single bytes to keep the way open.</summary>
    private static bool IsKeepAlive(ReadOnlySpan<byte> datagram) =>
        datagram.Length < 4 || datagram.IndexOfAnyExcept((byte)'\r', (byte)'\n', (byte)0) < 0;

    /// <summary>UDP and TCP share a port; where any will do, one that is free for both is looked for.</summary>
    private (SipDatagrams, SipListener?) Bind(SipOptions options)
    {
        for (var attempt = 1; ; attempt++)
        {
            var datagrams = new SipDatagrams(options.Bind, Receive);
            try
            {
                return (datagrams, options.ListensByTcp ? Listen(datagrams.LocalEndPoint, SipProtocol.Tcp) : null);
            }
            catch (SocketException)
            {
                datagrams.Dispose();
                if (options.Bind.Port != 0 || attempt == Attempts)
                    throw;
            }
        }
    }

    private SipListener Listen(IPEndPoint bind, SipProtocol protocol) =>
        new(bind, _loop.Time, socket => _connections.Accept(socket, protocol));

    private void Receive(ReadOnlySpan<byte> datagram, IPEndPoint source)
    {
        var hop = new SipHop(SipProtocol.Udp, source);
        if (SipParser.TryParse(datagram, out var message, out _, out var refusal))
            _loop.TryPost(() => Received?.Invoke(message, hop));
        else if (!IsKeepAlive(datagram))
            CountMalformed(refusal, hop);
    }

    private async ValueTask<bool> ReceiveAsync(SipConnection connection, byte[] bytes)
    {
        if (SipParser.TryParse(bytes, out var message, out _, out var refusal))
        {
            await _loop.PostAsync(() => Received?.Invoke(message, connection.Hop));
            return true;
        }

        CountMalformed(refusal, connection.Hop);
        return false;
    }

    private void CountMalformed(SipRefusal? refusal, SipHop source)
    {
        Interlocked.Increment(ref _malformed);
        if (refusal is not null)
            _loop.TryPost(() => Refused?.Invoke(refusal, source));
    }
}
