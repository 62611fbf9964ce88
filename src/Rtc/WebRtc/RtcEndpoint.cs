using System.Net;
using TalksPlatform.Rtc.Datagrams;
using TalksPlatform.Rtc.Dtls;
using TalksPlatform.Rtc.Ice;
using TalksPlatform.Rtc.Ice.Tcp;
using TalksPlatform.Rtc.Sdp;
using TalksPlatform.Rtc.Srtp;

namespace TalksPlatform.Rtc.WebRtc;

/// <summary>
/// The WebRTC side of a server: one UDP port for all peers or a few for many processors, a TCP port where UDP is blocked,
/// ICE-lite (RFC 8445), DTLS-SRTP (RFC 5763).
/// </summary>
public sealed class RtcEndpoint : IAsyncDisposable
{
    private readonly RtcEndpointOptions _options;
    private readonly TcpPort? _tcp;
    private readonly DtlsIdentity _identity;
    private readonly PeerTable _peers = new();
    private readonly PeerTicker _ticker;
    private readonly HandshakePlaces _places;
    private readonly HandshakeQueue _handshakes;
    private readonly RtcPort[] _ports;
    private readonly Thread _clock;
    private int _turn;
    private volatile bool _stopping;

    /// <summary>Opens the port.</summary>
    /// <exception cref="System.Net.Sockets.SocketException">The address cannot be bound.</exception>
    public RtcEndpoint(RtcEndpointOptions options)
    {
        if (options.AdvertisedAddresses.Count == 0)
            throw new ArgumentException("Peers need at least one address to reach.", nameof(options));

        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Ports, nameof(options));
        _options = options;
        _identity = new DtlsIdentity(SrtpProfile.All, options.TimeProvider);
        _ticker = new PeerTicker(Tick, options.TimeProvider);
        _places = new HandshakePlaces(options.MaxHandshakes);
        var sockets = DatagramSocket.Open(options.Bind, options.Ports);
        try
        {
            _tcp = options.TcpBind is { } bind ? OpenTcp(bind) : null;
        }
        catch
        {
            Array.ForEach(sockets, socket => socket.Dispose());
            throw;
        }

        _handshakes = new HandshakeQueue(options.HandshakeWorkers, _places, Fail);
        _ports = Array.ConvertAll(sockets, OpenPort);
        _clock = new Thread(Tick) { Name = "rtc clock", IsBackground = true };
        TransportMeters.Add(this);
    }

    /// <summary>
    /// Something failed that never should, and that concerned one datagram or peer only; for the log. Raised on the
    /// threads that carry packets.
    /// </summary>
    public event Action<Exception>? Failed;

    /// <summary>Where it listens, with the real port; the first of several.</summary>
    public IPEndPoint LocalEndPoint => _ports[0].LocalEndPoint;

    /// <summary>All addresses at which it listens, as many as <see cref="RtcEndpointOptions.Ports"/>.</summary>
    public IReadOnlyList<IPEndPoint> LocalEndPoints => [.. _ports.Select(port => port.LocalEndPoint)];

    /// <summary>Where it accepts TCP, with the real port; null when it does not.</summary>
    public IPEndPoint? LocalTcpEndPoint => _tcp?.LocalEndPoint;

    /// <summary>The peers that are not closed.</summary>
    public int PeerCount => _peers.Count;

    /// <summary>Datagrams that belonged to no peer.</summary>
    public long StrayDatagrams => _ports.Sum(port => port.Strays);

    /// <summary>Datagrams of handshakes that had to wait; the peers repeat them.</summary>
    public long DroppedHandshakes => _handshakes.Dropped;

    /// <summary>The TCP connections that are open.</summary>
    public int TcpConnections => _tcp?.Count ?? 0;

    /// <summary>The TCP connections that ever came.</summary>
    internal long TcpAccepted => _tcp?.Accepted ?? 0;

    internal IEnumerable<PeerState> States => _peers.All.Select(peer => peer.State);

    internal EndpointCounts Counts => new(
        StrayDatagrams,
        _ports.Sum(port => port.Dropped),
        DroppedHandshakes,
        _tcp?.Refused ?? 0,
        _tcp?.Expired ?? 0,
        _tcp?.Dropped ?? 0);

    /// <summary>Begins to receive.</summary>
    public void Start()
    {
        Array.ForEach(_ports, port => port.Start());
        _tcp?.Start();
        _clock.Start();
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

        var port = _ports[(uint)Interlocked.Increment(ref _turn) % _ports.Length];
        var peer = new PeerConnection(
            WebRtcOffer.Read(offerSdp), options, _options, _identity.Current, port.Candidates, port.Network);
        _peers.Add(peer);
        _ticker.Add(peer);
        _ = ForgetWhenClosedAsync(peer);
        return peer;
    }

    /// <summary>Says goodbye to all peers and closes the port.</summary>
    public ValueTask DisposeAsync()
    {
        if (_stopping)
            return ValueTask.CompletedTask;

        _stopping = true;
        foreach (var peer in _peers.All)
            peer.Close(CloseReason.ClosedHere); // its receiver and sender belong to whoever asked for the answer
        if (_clock.IsAlive)
            _clock.Join();
        Array.ForEach(_ports, port => port.Stop());
        _tcp?.Dispose();
        _handshakes.Dispose();
        Array.ForEach(_ports, port => port.Dispose());
        TransportMeters.Remove(this);
        _identity.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task ForgetWhenClosedAsync(PeerConnection peer)
    {
        await peer.Closed;
        _peers.Remove(peer);
        _ticker.Remove(peer);
        _places.Leave(peer);
    }

    private RtcPort OpenPort(DatagramSocket socket)
    {
        var network = new DatagramSwitch(socket, _tcp);
        var candidates = IceCandidate.Hosts(
            _options.AdvertisedAddresses, socket.LocalEndPoint.Port, _tcp?.LocalEndPoint.Port);
        var router = new PacketRouter(_peers, _handshakes, network);
        return new RtcPort(socket, network, router, candidates, failure => Failed?.Invoke(failure));
    }

    private TcpPort OpenTcp(IPEndPoint bind)
    {
        var options = new TcpOptions(bind)
        {
            Time = _options.TimeProvider,
            MaxConnections = _options.MaxTcpConnections,
            ConsentTimeout = _options.ConsentTimeout,
        };
        var port = new TcpPort(options, (datagram, from) => _ports[0].Route(datagram, from)); // whichever: it is for all peers
        port.Closed += _peers.Forget;
        return port;
    }

    // On a thread of its own: a timer would wake up one of the pool's, which then spins for more work in vain, and between
    // packets the peers of a crowd that joins would take the time of those that are heard.
    private void Tick()
    {
        while (!_stopping)
        {
            Thread.Sleep(PeerTicker.Interval);
            _ticker.Turn();
        }
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
