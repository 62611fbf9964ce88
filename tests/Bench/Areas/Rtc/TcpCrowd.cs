using System.Net;
using System.Net.Sockets;
using TalksPlatform.Rtc.Ice.Tcp;
using TalksPlatform.Rtc.Stun;

namespace TalksPlatform.Bench.Areas.Rtc;

/// <summary>Peers on TCP connections to one port, and as many bare connections beside them.</summary>
internal sealed class TcpCrowd : IDisposable
{
    private const int PacketLength = 160;

    private readonly byte[] _frame = new byte[FrameReader.HeaderLength + PacketLength];
    private readonly byte[] _drain = new byte[4096];
    private readonly TcpPort _port;
    private readonly List<Socket> _clients = [];
    private readonly List<Socket> _bareServers = [];
    private readonly List<Socket> _bareClients = [];
    private readonly List<TransportAddress> _addresses = [];
    private readonly int _connections;
    private int _received;

    public TcpCrowd(int connections)
    {
        _connections = connections;
        _frame[1] = PacketLength;
        var options = new TcpOptions(new IPEndPoint(IPAddress.Loopback, 0)) { MaxUnproven = connections };
        _port = new TcpPort(options, Take);
        _port.Start();
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        for (var i = 0; i < connections; i++)
        {
            _clients.Add(Connect(_port.LocalEndPoint));
            _clients[i].Send(_frame);
            SpinWait.SpinUntil(() => Volatile.Read(ref _received) > i);
            _bareClients.Add(Connect((IPEndPoint)listener.LocalEndPoint!));
            _bareServers.Add(listener.Accept());
            _bareServers[i].NoDelay = true;
        }
    }

    /// <returns>Processor time of a packet to each peer, in µs.</returns>
    public double SendFramed()
    {
        var packet = _frame.AsSpan(FrameReader.HeaderLength);
        var began = ProcessorClock.Thread;
        foreach (var address in _addresses)
            _port.Send(packet, address);
        return Finish(began, _clients);
    }

    /// <returns>The same by the bare system call.</returns>
    public double SendBare()
    {
        var began = ProcessorClock.Thread;
        foreach (var socket in _bareServers)
            socket.Send(_frame);
        return Finish(began, _bareClients);
    }

    /// <returns>What the port's thread spends on a packet from each peer, in µs.</returns>
    public double Receive()
    {
        var expected = Volatile.Read(ref _received) + _clients.Count;
        var began = ProcessorClock.Process - ProcessorClock.Thread;
        foreach (var client in _clients)
            client.Send(_frame);
        SpinWait.SpinUntil(() => Volatile.Read(ref _received) >= expected);
        return (ProcessorClock.Process - ProcessorClock.Thread - began) / _clients.Count;
    }

    public void Dispose()
    {
        foreach (var socket in _clients.Concat(_bareServers).Concat(_bareClients))
            socket.Dispose();
        _port.Dispose();
    }

    private static Socket Connect(IPEndPoint server)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Connect(server);
        return socket;
    }

    private bool Take(Span<byte> datagram, TransportAddress from)
    {
        if (_addresses.Count < _connections)
            _addresses.Add(from); // each says one word at first, one after the other
        Interlocked.Increment(ref _received);
        return true;
    }

    private double Finish(double began, List<Socket> readers)
    {
        var cost = (ProcessorClock.Thread - began) / readers.Count;
        foreach (var reader in readers)
            reader.Receive(_drain);
        return cost;
    }
}
