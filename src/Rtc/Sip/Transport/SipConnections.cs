using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace TalksPlatform.Rtc.Sip;

/// <summary>
/// The TCP and TLS connections: one a neighbour, used both ways for as long as it stands (RFC 3261 §18.1.1), limited in
/// number, in all and from one address.
/// </summary>
internal sealed class SipConnections(SipOptions options, SipTls tls, SipConnection.Received received) : IAsyncDisposable
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);
    private readonly ConcurrentDictionary<SipHop, SipConnection> _connections = new();
    private readonly ConcurrentDictionary<SipConnection, Task> _running = new();
    private long _refused;
    private volatile bool _closed;

    /// <summary>A connection ended, whoever closed it; told on any thread.</summary>
    public Action<SipHop>? Closed { get; set; }

    /// <summary>Whose connections are taken at all.</summary>
    public Func<IPAddress, bool> Admits { get; set; } = _ => true;

    /// <summary>Connections that were closed at once: of unknown neighbours, or too many.</summary>
    public long Refused => Interlocked.Read(ref _refused);

    /// <summary>How many there are.</summary>
    public int Count => _connections.Count;

    public bool IsOpen(SipHop hop) => _connections.ContainsKey(hop);

    /// <summary>A neighbour has connected.</summary>
    public void Accept(Socket socket, SipProtocol protocol)
    {
        if (socket.RemoteEndPoint is not IPEndPoint remote || !Admits(remote.Address) || !HasRoomFor(remote.Address))
        {
            Interlocked.Increment(ref _refused);
            socket.Dispose();
            return;
        }

        socket.NoDelay = true;
        Begin(new SipConnection(
            new SipHop(protocol, remote),
            socket,
            (accepted, ct) => protocol == SipProtocol.Tls
                ? tls.AcceptAsync(accepted, ct)
                : Task.FromResult<Stream>(new NetworkStream(accepted, ownsSocket: true)),
            received,
            options.Time));
    }

    /// <summary>Sends over the neighbour's connection, which is made where there is none; false when there can be none.</summary>
    public bool TrySend(byte[] message, SipHop hop) => (_connections.GetValueOrDefault(hop) ?? Connect(hop))?.TrySend(message) == true;

    /// <summary>Closes what is idle or slow, and keeps the rest alive. Every second or so.</summary>
    public void Watch()
    {
        foreach (var (_, connection) in _connections)
            connection.Watch();
    }

    public async ValueTask DisposeAsync()
    {
        _closed = true;
        foreach (var (_, connection) in _connections)
            connection.Finish();
        await Task.WhenAll(_running.Values);
    }

    private bool HasRoomFor(IPAddress source) =>
        _connections.Count < options.MaxConnections
        && _connections.Keys.Count(hop => hop.Address.Address.Equals(source)) < options.MaxConnectionsPerSource;

    private SipConnection? Connect(SipHop hop)
    {
        if (_closed || _connections.Count >= options.MaxConnections)
            return null;
        var socket = new Socket(hop.Address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        return Begin(new SipConnection(hop, socket, (fresh, ct) => OpenAsync(fresh, hop, ct), received, options.Time) { IsOurs = true });
    }

    private async Task<Stream> OpenAsync(Socket socket, SipHop hop, CancellationToken ct)
    {
        using var patience = new CancellationTokenSource(ConnectTimeout, options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, patience.Token);
        await socket.ConnectAsync(hop.Address, either.Token);
        return hop.Protocol == SipProtocol.Tls
            ? await tls.ConnectAsync(socket, hop.Name ?? hop.Address.Address.ToString(), either.Token)
            : new NetworkStream(socket, ownsSocket: true);
    }

    private SipConnection Begin(SipConnection connection)
    {
        _connections[connection.Hop] = connection;
        _running[connection] = RunAsync(connection);
        return connection;
    }

    private async Task RunAsync(SipConnection connection)
    {
        await Task.Yield(); // entered in the tables before it can leave them
        await connection.RunAsync();
        _connections.TryRemove(new KeyValuePair<SipHop, SipConnection>(connection.Hop, connection));
        Closed?.Invoke(connection.Hop);
        _running.TryRemove(connection, out _);
    }
}
