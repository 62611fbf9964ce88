using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace TalksPlatform.Server.Tests.Kit;

/// <summary>A line to PostgreSQL that a test can cut and mend: to its clients PostgreSQL is away and comes back.</summary>
internal sealed class CuttableLine : IAsyncDisposable
{
    private readonly NpgsqlConnectionStringBuilder _target;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentBag<Socket> _sockets = [];
    private readonly Task _accepting;
    private volatile bool _cut;

    public CuttableLine(string connection)
    {
        _target = new NpgsqlConnectionStringBuilder(connection);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public string Connection => new NpgsqlConnectionStringBuilder(_target.ConnectionString)
    {
        Host = "127.0.0.1",
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port,
        SslMode = SslMode.Disable,
    }.ConnectionString;

    public void Cut()
    {
        _cut = true;
        while (_sockets.TryTake(out var socket))
            socket.Close();
    }

    public void Mend() => _cut = false;

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
                _sockets.Add(client);
                if (_cut)
                    client.Close();
                else
                    _ = ConnectAsync(client);
            }
        }
        catch (Exception stopped) when (stopped is SocketException or ObjectDisposedException)
        {
            // The line is taken down.
        }
    }

    private async Task ConnectAsync(Socket client)
    {
        var server = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        _sockets.Add(server);
        await server.ConnectAsync(new UnixDomainSocketEndPoint(Path.Combine(_target.Host!, $".s.PGSQL.{_target.Port}")));
        await Task.WhenAny(CopyAsync(client, server), CopyAsync(server, client));
        client.Close();
        server.Close();
    }

    private static async Task CopyAsync(Socket from, Socket to)
    {
        try
        {
            await using var source = new NetworkStream(from);
            await using var sink = new NetworkStream(to);
            await source.CopyToAsync(sink);
        }
        catch (Exception cut) when (cut is IOException or ObjectDisposedException)
        {
            // That is what the line is for.
        }
    }
}
