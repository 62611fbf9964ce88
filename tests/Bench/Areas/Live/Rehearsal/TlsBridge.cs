using System.Net;
using System.Net.Security;
using System.Net.Sockets;

namespace TalksPlatform.Bench.Areas.Live;

/// <summary>Lets a <see cref="Swarm"/>, which speaks plainly to a port of this machine, reach a server behind TLS.</summary>
internal sealed class TlsBridge : IAsyncDisposable
{
    private const int Backlog = 1_024;

    private readonly CancellationTokenSource _closing = new();
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly Uri _server;
    private readonly Task _accepting;

    public TlsBridge(Uri server)
    {
        _server = server;
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(Backlog);
        _accepting = AcceptAsync();
    }

    /// <summary>Where the swarm goes.</summary>
    public IPEndPoint End => (IPEndPoint)_listener.LocalEndPoint!;

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _closing.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = CarryAsync(await _listener.AcceptAsync(_closing.Token));
        }
        catch (Exception closed) when (closed is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // nobody comes any more
        }
    }

    private async Task CarryAsync(Socket accepted)
    {
        await using var near = new NetworkStream(accepted, ownsSocket: true);
        var stop = _closing.Token;
        try
        {
            using var socket = new TcpClient { NoDelay = true };
            await socket.ConnectAsync(_server.Host, _server.Port, stop);
            await using var far = new SslStream(socket.GetStream());
            await far.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = _server.Host }, stop);
            await Task.WhenAny(near.CopyToAsync(far, stop), far.CopyToAsync(near, stop));
        }
        catch (Exception ended) when (ended is IOException or SocketException or OperationCanceledException or System.Security.Authentication.AuthenticationException)
        {
            // the attendee sees the end of her connection
        }
    }
}
