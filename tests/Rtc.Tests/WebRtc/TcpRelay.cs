using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace TalksPlatform.Rtc.Tests.WebRtc;

/// <summary>A network between a client and a server's TCP port, whose connections can be cut.</summary>
internal sealed class TcpRelay : IAsyncDisposable
{
    private readonly IPEndPoint _server;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentBag<TcpClient> _open = [];
    private readonly Task _accepting;

    public TcpRelay(IPEndPoint server)
    {
        _server = server;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Connections so far.</summary>
    public int Connections { get; private set; }

    /// <summary>Puts itself into an answer, in the place of the server.</summary>
    public string Redirect(string answerSdp) => answerSdp.Replace(
        $" {_server.Port} typ host tcptype", $" {((IPEndPoint)_listener.LocalEndpoint).Port} typ host tcptype", StringComparison.Ordinal);

    /// <summary>Breaks what is open; new connections are let through.</summary>
    public void Cut()
    {
        while (_open.TryTake(out var connection))
            connection.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _accepting;
        Cut();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync();
                var server = new TcpClient();
                await server.ConnectAsync(_server);
                Connections++;
                _open.Add(client);
                _open.Add(server);
                _ = PumpAsync(client, server);
                _ = PumpAsync(server, client);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The relay is closed.
        }
    }

    private static async Task PumpAsync(TcpClient from, TcpClient to)
    {
        try
        {
            await from.GetStream().CopyToAsync(to.GetStream());
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // One end is cut.
        }

        to.Dispose();
    }
}
