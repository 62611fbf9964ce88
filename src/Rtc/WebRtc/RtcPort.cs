using System.Globalization;
using System.Net;
using TalksPlatform.Rtc.Datagrams;
using TalksPlatform.Rtc.Ice;
using TalksPlatform.Rtc.Native;
using TalksPlatform.Rtc.Stun;

namespace TalksPlatform.Rtc.WebRtc;

/// <summary>One UDP port of an endpoint, with the thread that receives there. Its peers hear from no other.</summary>
internal sealed class RtcPort : IDisposable
{
    private const int BatchSize = 64;
    private const int LongestDatagram = 2048;

    private static readonly TimeSpan StopInterval = TimeSpan.FromMilliseconds(100);

    private readonly DatagramSocket _socket;
    private readonly PacketRouter _router;
    private readonly Action<Exception> _failed;
    private readonly Thread _receiver;
    private volatile bool _stopping;

    /// <summary>Takes an open socket over.</summary>
    /// <param name="socket">Where its peers reach it.</param>
    /// <param name="network">The ways out: this socket, and TCP.</param>
    /// <param name="router">Knows whose a datagram is.</param>
    /// <param name="candidates">What its peers are told.</param>
    /// <param name="failed">Is told of what should never happen.</param>
    public RtcPort(
        DatagramSocket socket,
        IDatagramSender network,
        PacketRouter router,
        IReadOnlyList<IceCandidate> candidates,
        Action<Exception> failed)
    {
        (_socket, Network, _router, Candidates, _failed) = (socket, network, router, candidates, failed);
        var name = string.Create(CultureInfo.InvariantCulture, $"rtc receive {LocalEndPoint.Port}");
        _receiver = new Thread(Receive) { Name = name, IsBackground = true };
    }

    public IPEndPoint LocalEndPoint => _socket.LocalEndPoint;

    public IDatagramSender Network { get; }

    public IReadOnlyList<IceCandidate> Candidates { get; }

    public long Strays => _router.Strays;

    public long Dropped => _socket.Dropped;

    public void Start()
    {
        _socket.Socket.ReceiveTimeout = (int)StopInterval.TotalMilliseconds;
        _receiver.Start();
    }

    /// <summary>Gives a datagram to its peer. Any thread that receives.</summary>
    /// <returns>Whether it was a genuine connectivity check.</returns>
    public bool Route(Span<byte> datagram, TransportAddress from)
    {
        try
        {
            return _router.Route(datagram, from);
        }
        catch (Exception failure) // one peer's trouble, or a listener's to its digits, must not silence all
        {
            _failed(failure);
            return false;
        }
    }

    /// <summary>Receives nothing any more; what is on its way out still leaves.</summary>
    public void Stop()
    {
        _stopping = true;
        if (_receiver.IsAlive)
            _receiver.Join();
    }

    public void Dispose()
    {
        Stop();
        _socket.Dispose();
    }

    private void Receive()
    {
        Libc.TrySetNiceness(Libc.NicenessOfSound);
        var batch = new DatagramBatch(BatchSize, LongestDatagram);
        while (!_stopping)
        {
            if (!batch.Receive(_socket.Socket.SafeHandle))
                continue; // nothing within StopInterval

            for (var i = 0; i < batch.Count; i++)
                Route(batch[i], batch.From(i));
        }
    }
}
