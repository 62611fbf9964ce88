using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using TalksPlatform.Rtc.Native;
using TalksPlatform.Rtc.Stun;

namespace TalksPlatform.Rtc.Ice.Tcp;

/// <summary>Takes a datagram that came over TCP; says whether it was a genuine connectivity check.</summary>
internal delegate bool RouteDatagram(Span<byte> datagram, TransportAddress from);

/// <summary>
/// The way in for networks that block UDP: a TCP port for all peers (RFC 6544, passive), each packet framed (RFC 4571).
/// One thread waits for all connections; any thread sends, and none waits for a slow reader.
/// </summary>
internal sealed class TcpPort : IDatagramSender, IDisposable
{
    private const int ListenerToken = 0; // connections count from 1
    private const int ReceiveBuffer = 64 * 1024;
    private const int TcpLevel = 6;
    private const int TcpNotSentLowWater = 25; // bounds what waits in the kernel, whatever the window (tcp(7))

    private static readonly TimeSpan SweepInterval = TimeSpan.FromMilliseconds(100);

    private readonly TcpOptions _options;
    private readonly RouteDatagram _route;
    private readonly Socket _listener;
    private readonly SocketPoll _poll = new();
    private readonly ConcurrentDictionary<int, TcpPath> _paths = new();
    private readonly byte[] _received = GC.AllocateUninitializedArray<byte>(ReceiveBuffer);
    private readonly Thread _thread;
    private int _lastNumber;
    private long _accepted;
    private long _dropped;
    private long _refused;
    private long _expired;
    private volatile bool _stopping;

    /// <summary>Opens the port.</summary>
    /// <exception cref="SocketException">The address cannot be bound.</exception>
    public TcpPort(TcpOptions options, RouteDatagram route)
    {
        _options = options;
        _route = route;
        _listener = new Socket(options.Bind.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { Blocking = false };
        try
        {
            if (options.Bind.AddressFamily == AddressFamily.InterNetworkV6)
                _listener.DualMode = true;
            _listener.Bind(options.Bind);
            _listener.Listen();
        }
        catch
        {
            _listener.Dispose();
            _poll.Dispose();
            throw;
        }

        LocalEndPoint = (IPEndPoint)_listener.LocalEndPoint!;
        _poll.Add(_listener.SafeHandle, ListenerToken);
        _thread = new Thread(Run) { Name = "rtc tcp", IsBackground = true };
    }

    /// <summary>A connection is over: its address reaches nobody any more.</summary>
    public event Action<TransportAddress>? Closed;

    public IPEndPoint LocalEndPoint { get; }

    /// <summary>The connections that are open.</summary>
    public int Count => _paths.Count;

    /// <summary>Connections that ever came.</summary>
    public long Accepted => Interlocked.Read(ref _accepted);

    /// <summary>Datagrams that a slow or lost reader did not take.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Connections that were one too many, or whose first words were no connectivity check.</summary>
    public long Refused => Interlocked.Read(ref _refused);

    /// <summary>Connections that showed no genuine check in time.</summary>
    public long Expired => Interlocked.Read(ref _expired);

    public void Start() => _thread.Start();

    public void Send(ReadOnlySpan<byte> datagram, TransportAddress to)
    {
        if (!_paths.TryGetValue(to.Connection, out var path) || !path.Sender.Send(datagram))
            Interlocked.Increment(ref _dropped);
    }

    public void Dispose()
    {
        _stopping = true;
        if (_thread.IsAlive)
            _thread.Join();
        foreach (var path in _paths.Values)
            path.Sender.Close();
        _listener.Dispose();
        _poll.Dispose();
    }

    private void Run()
    {
        Libc.TrySetNiceness(Libc.NicenessOfSound);
        var sweptAt = 0L;
        while (!_stopping)
        {
            for (var i = _poll.Wait(SweepInterval) - 1; i >= 0; i--)
                Serve(i);

            if (Environment.TickCount64 - sweptAt >= SweepInterval.TotalMilliseconds)
            {
                sweptAt = Environment.TickCount64;
                Sweep();
            }
        }
    }

    private void Serve(int index)
    {
        var token = _poll.Token(index);
        if (token == ListenerToken)
            Accept();
        else if (_paths.TryGetValue(token, out var path))
        {
            if (_poll.IsWritable(index))
                path.Sender.Flush();
            if (_poll.IsReadable(index))
                Receive(path);
        }
    }

    private void Accept()
    {
        Socket socket;
        try
        {
            socket = _listener.Accept();
            Interlocked.Increment(ref _accepted);
        }
        catch (SocketException)
        {
            // It left while it waited in line; or there is no descriptor left: then the line waits until the next sweep.
            _poll.Rest(_listener.SafeHandle, ListenerToken);
            return;
        }

        try
        {
            Admit(socket);
        }
        catch (SocketException)
        {
            socket.Dispose(); // it left just now
        }
    }

    private void Admit(Socket socket)
    {
        socket.Blocking = false;
        socket.NoDelay = true;
        socket.SetRawSocketOption(TcpLevel, TcpNotSentLowWater, BitConverter.GetBytes(_options.MaxBacklog));
        _lastNumber = _lastNumber == int.MaxValue ? 1 : _lastNumber + 1;
        var path = new TcpPath(socket, _lastNumber, _options.MaxBacklog, _options.Time.GetTimestamp());
        if (_paths.Count >= _options.MaxConnections || UnprovenBeside(path) >= _options.MaxUnproven)
        {
            Interlocked.Increment(ref _refused);
            path.Sender.Close();
            return;
        }

        path.Sender.BacklogChanged += waiting => _poll.Watch(socket.SafeHandle, path.Address.Connection, waiting);
        _paths[path.Address.Connection] = path;
        if (!_poll.Add(socket.SafeHandle, path.Address.Connection))
            Close(path);
    }

    private int UnprovenBeside(TcpPath path)
    {
        var count = 0;
        foreach (var (_, other) in _paths)
        {
            if (!other.IsProven && path.IsNeighbourOf(other.Address))
                count++;
        }

        return count;
    }

    private void Receive(TcpPath path)
    {
        var length = (int)Libc.recv(path.Socket.SafeHandle, _received, ReceiveBuffer, Libc.MessageDontWait);
        if (length < 0 && Marshal.GetLastPInvokeError() == Libc.ErrorAgain)
            return;

        var received = _received.AsSpan(0, Math.Max(0, length));
        while (path.Reader.TryRead(ref received, out var datagram))
        {
            if (!path.Admits(datagram))
            {
                Interlocked.Increment(ref _refused);
                Close(path);
                return;
            }

            if (!datagram.IsEmpty && _route(datagram, path.Address))
                path.Prove(_options.Time.GetTimestamp());
        }

        if (length <= 0 || path.Reader.IsBroken)
            Close(path);
    }

    private void Sweep()
    {
        _poll.Watch(_listener.SafeHandle, ListenerToken, writing: false);
        foreach (var (_, path) in _paths)
        {
            var patience = path.IsProven ? _options.ConsentTimeout : _options.ProofTimeout;
            if (_options.Time.GetElapsedTime(path.ProvenAt) <= patience)
                continue;

            Interlocked.Increment(ref _expired);
            Close(path);
        }
    }

    private void Close(TcpPath path)
    {
        if (!_paths.TryRemove(new(path.Address.Connection, path)))
            return;

        path.Sender.Close();
        Closed?.Invoke(path.Address);
    }
}
