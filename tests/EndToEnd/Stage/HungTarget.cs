using System.Net;
using System.Net.Sockets;

namespace TalksPlatform.EndToEnd.Stage;

/// <summary>A server that accepts whoever comes, and then neither reads nor says anything.</summary>
internal sealed class HungTarget : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<Socket> _held = [];
    private readonly Task _accepting;

    public HungTarget()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _accepting;
        _held.ForEach(socket => socket.Dispose());
        _listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _held.Add(await _listener.AcceptSocketAsync());
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
        {
            // the end of it
        }
    }
}
