using System.Net;
using TalksPlatform.Rtc.Dtls;
using TalksPlatform.Rtc.Ice;
using TalksPlatform.Rtc.Ice.Tcp;
using TalksPlatform.Rtc.Native;
using TalksPlatform.Rtc.Sdp;
using TalksPlatform.Rtc.Srtp;
using TalksPlatform.Rtc.Stun;

namespace TalksPlatform.Rtc.WebRtc;

/// <summary>
/// The WebRTC side of a server: one UDP port for all peers, and a TCP port where UDP is blocked, ICE-lite (RFC 8445), DTLS-SRTP (RFC 5763).
/// </summary>
public sealed class RtcEndpoint : IAsyncDisposable
{
    private const int RaisedNiceness = -10;

    private static readonly TimeSpan StopInterval = TimeSpan.FromMilliseconds(100);

    private readonly RtcEndpointOptions _options;
    private readonly DatagramSocket _socket;
    private readonly TcpPort? _tcp;
    private readonly DatagramSwitch _network;
    private readonly DtlsIdentity _identity;
    private readonly PeerTable _peers = new();
    private readonly PeerTicker _ticker;
    private readonly HandshakePlaces _places;
    private readonly HandshakeQueue _handshakes;
    private readonly PacketRouter _router;
    private readonly Thread _receiver;
    private readonly PeriodicTimer _timer;
    private readonly IReadOnlyList<IceCandidate> _candidates;
    private Task _running = Task.CompletedTask;
    private volatile bool _stopping;

    /// <summary>Opens the port.</summary>
    /// <exception cref="System.Net.Sockets.SocketException">The address cannot be bound.</exception>
    public RtcEndpoint(RtcEndpointOptions options)
    {
        if (options.AdvertisedAddresses.Count == 0)
            throw new ArgumentException("Peers need at least one address to reach.", nameof(options));

        _options = options;
        _socket = new DatagramSocket(options.Bind);
        _socket.Socket.ReceiveTimeout = (int)StopInterval.TotalMilliseconds;
        _tcp = options.TcpBind is { } bind ? OpenTcp(bind) : null;
        _network = new DatagramSwitch(_socket, _tcp);
        _candidates = IceCandidate.Hosts(
            options.AdvertisedAddresses, LocalEndPoint.Port, _tcp?.LocalEndPoint.Port);
        _identity = new DtlsIdentity(SrtpProfile.All, options.TimeProvider);
        _ticker = new PeerTicker(Tick, options.TimeProvider);
        _places = new HandshakePlaces(options.MaxHandshakes);
        _handshakes = new HandshakeQueue(options.HandshakeWorkers, _places, Fail);
        _router = new PacketRouter(_peers, _handshakes, _network);
        _timer = new PeriodicTimer(PeerTicker.Interval, options.TimeProvider);
        _receiver = new Thread(ReceiveLoop)
        {
            Name = "rtc receive",
            IsBackground = true,
        };
    }

    /// <summary>
    /// Something failed that never should, and that concerned one datagram or peer only; for the log. Raised on the
    /// threads that carry packets.
    /// </summary>
    public event Action<Exception>? Failed;

    /// <summary>Where it listens, with the real port.</summary>
    public IPEndPoint LocalEndPoint => _socket.LocalEndPoint;

    /// <summary>Where it accepts TCP, with the real port; null when it does not.</summary>
    public IPEndPoint? LocalTcpEndPoint => _tcp?.LocalEndPoint;

    /// <summary>The peers that are not closed.</summary>
    public int PeerCount => _peers.Count;

    /// <summary>Datagrams that belonged to no peer.</summary>
    public long StrayDatagrams => _router.Strays;

    /// <summary>Datagrams that the kernel, or a slow reader over TCP, did not take for sending.</summary>
    public long DroppedDatagrams => _socket.Dropped + (_tcp?.Dropped ?? 0);

    /// <summary>The TCP connections that are open.</summary>
    public int TcpConnections => _tcp?.Count ?? 0;

    /// <summary>TCP connections that were too many, spoke something else or showed no genuine check in time.</summary>
    public long RefusedTcpConnections => _tcp is null ? 0 : _tcp.Refused + _tcp.Expired;

    /// <summary>Begins to receive.</summary>
    public void Start()
    {
        _receiver.Start();
        _tcp?.Start();
        _running = TickAsync();
    }

    /// <summary>Accepts an offer; the answer is in the returned connection. Thread-safe.</summary>
    /// <param name="offerSdp">The peer's session description, with audio of Opus over DTLS-SRTP.</param>
    /// <param name="options">What this peer may do.</param>
    /// <exception cref="SdpException">The offer is malformed or asks for what is not offered here.</exception>
    /// <exception cref="EndpointFullException">There are too many peers already.</exception>
    public PeerConnection Answer(string offerSdp, PeerOptions options)
    {
        ObjectDisposedException.ThrowIf(_stopping, this);
        if (_peers.Count >= _options.MaxPeers)
            throw new EndpointFullException(_options.MaxPeers);

        var peer = new PeerConnection(
            WebRtcOffer.Read(offerSdp), options, _options, _identity.Current, _candidates, _network);
        _peers.Add(peer);
        _ticker.Add(peer);
        _ = ForgetWhenClosedAsync(peer);
        return peer;
    }

    /// <summary>Says goodbye to all peers and closes the port.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_stopping)
            return;

        _stopping = true;
        foreach (var peer in _peers.All)
            peer.Close(CloseReason.ClosedHere); // its receiver and sender belong to whoever asked for the answer
        _timer.Dispose();
        await _running;
        if (_receiver.IsAlive)
            _receiver.Join();
        _tcp?.Dispose();
        _handshakes.Dispose();
        _socket.Dispose();
        _identity.Dispose();
    }

    private async Task ForgetWhenClosedAsync(PeerConnection peer)
    {
        await peer.Closed;
        _peers.Remove(peer);
        _ticker.Remove(peer);
        _places.Leave(peer);
    }

    private void ReceiveLoop()
    {
        Libc.TrySetNiceness(RaisedNiceness); // where that is allowed
        var batch = new DatagramBatch();
        while (!_stopping)
        {
            if (!batch.Receive(_socket.Socket.SafeHandle))
                continue; // nothing within StopInterval

            for (var i = 0; i < batch.Count; i++)
                Route(batch[i], batch.From(i));
        }
    }

    private TcpPort OpenTcp(IPEndPoint bind)
    {
        try
        {
            var options = new TcpOptions(bind)
            {
                Time = _options.TimeProvider,
                MaxConnections = _options.MaxTcpConnections,
                ConsentTimeout = _options.ConsentTimeout,
            };
            var port = new TcpPort(options, Route);
            port.Closed += _peers.Forget;
            return port;
        }
        catch
        {
            _socket.Dispose();
            throw;
        }
    }

    private bool Route(Span<byte> datagram, TransportAddress from)
    {
        try
        {
            return _router.Route(datagram, from);
        }
        catch (Exception failure) // one peer's trouble, or a listener's to its digits, must not silence all
        {
            Failed?.Invoke(failure);
            return false;
        }
    }

    private async Task TickAsync()
    {
        while (await _timer.WaitForNextTickAsync())
            _ticker.Turn();
    }

    private void Tick(PeerConnection peer)
    {
        try
        {
            peer.Tick();
        }
        catch (Exception failure)
        {
            Fail(peer, failure);
        }
    }

    private void Fail(PeerConnection peer, Exception failure)
    {
        Failed?.Invoke(failure);
        peer.Close(CloseReason.HandshakeFailed);
    }
}
