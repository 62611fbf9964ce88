using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace TalksPlatform.TestKit;

/// <summary>
/// A line to PostgreSQL that a test can cut and mend: to its clients PostgreSQL is away and comes back. Or it falls silent,
/// as when the power goes at one end: neither end hears of it.
/// </summary>
public sealed class CuttableLine : IAsyncDisposable
{
    private readonly NpgsqlConnectionStringBuilder _target;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentQueue<Socket> _sockets = [];
    private readonly Task _accepting;
    private volatile TaskCompletionSource _silence = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _cut;

    /// <param name="connection">To a PostgreSQL on a unix socket.</param>
    public CuttableLine(string connection)
    {
        _target = new NpgsqlConnectionStringBuilder(connection);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>By this line, over TCP.</summary>
    public string Connection => new NpgsqlConnectionStringBuilder(_target.ConnectionString)
    {
        Host = "127.0.0.1",
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port,
        SslMode = SslMode.Disable,
    }.ConnectionString;

    /// <summary>Closes what is open, and what comes.</summary>
    public void Cut()
    {
        _cut = true;
        CloseAll();
    }

    /// <summary>Lets through what comes.</summary>
    public void Mend() => _cut = false;

    /// <summary>What is open now stays open and carries nothing any more, not even its end. What comes later is let through.</summary>
    public void FallSilent() => Interlocked.Exchange(ref _silence, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();

    /// <summary>Closes what is open: both ends hear of it.</summary>
    public void CloseAll()
    {
        while (_sockets.TryDequeue(out var socket))
            socket.Close();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Cut();
        _listener.Stop();
        await _accepting;
        _listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptSocketAsync();
                _sockets.Enqueue(client);
                if (_cut)
                    client.Close();
                else
                    _ = ConnectAsync(client, _silence.Task);
            }
        }
        catch (Exception stopped) when (stopped is SocketException or ObjectDisposedException)
        {
            // The line is taken down.
        }
    }

    private async Task ConnectAsync(Socket client, Task silence)
    {
        var server = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        _sockets.Enqueue(server);
        await server.ConnectAsync(new UnixDomainSocketEndPoint(Path.Combine(_target.Host!, $".s.PGSQL.{_target.Port}")));
        await Task.WhenAny(CopyAsync(client, server, silence), CopyAsync(server, client, silence));
        if (silence.IsCompleted)
            return; // who closes these sockets is the test
        client.Close();
        server.Close();
    }

    private static async Task CopyAsync(Socket from, Socket to, Task silence)
    {
        try
        {
            var buffer = new byte[16 * 1024];
            while (await from.ReceiveAsync(buffer) is > 0 and var read)
            {
                if (silence.IsCompleted)
                    continue; // it is lost on the way
                await SendAsync(to, buffer.AsMemory(0, read));
            }
        }
        catch (Exception cut) when (cut is SocketException or ObjectDisposedException)
        {
            // That is what the line is for.
        }
    }

    private static async Task SendAsync(Socket to, ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
            bytes = bytes[await to.SendAsync(bytes)..];
    }
}
