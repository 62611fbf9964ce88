using System.Net;
using System.Net.Sockets;

namespace TalksPlatform.Rtc.Sip;

/// <summary>A TCP port that neighbours connect to.</summary>
internal sealed class SipListener : IAsyncDisposable
{
    private const int Backlog = 128;
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(100);

    private readonly TimeProvider _time;
    private readonly Socket _socket;
    private readonly Action<Socket> _accepted;
    private Task _accepting = Task.CompletedTask;

    /// <summary>Takes the port; nothing is accepted before <see cref="Start"/>.</summary>
    /// <exception cref="SocketException">The port is taken.</exception>
    public SipListener(IPEndPoint bind, TimeProvider time, Action<Socket> accepted)
    {
        (_time, _accepted) = (time, accepted);
        _socket = new Socket(bind.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            _socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, optionValue: true);
            _socket.Bind(bind);
            _socket.Listen(Backlog);
        }
        catch
        {
            _socket.Dispose();
            throw;
        }

        LocalEndPoint = (IPEndPoint)_socket.LocalEndPoint!;
    }

    public IPEndPoint LocalEndPoint { get; }

    public void Start() => _accepting = AcceptAsync();

    public async ValueTask DisposeAsync()
    {
        _socket.Dispose();
        await _accepting;
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            try
            {
                _accepted(await _socket.AcceptAsync());
            }
            catch (ObjectDisposedException)
            {
                return;
            }
            catch (SocketException failure)
            {
                if (failure.SocketErrorCode is SocketError.OperationAborted or SocketError.InvalidArgument)
                    return; // closed

                // A neighbour who hung up while waiting: the next one may do better. Without a descriptor nobody will for now.
                if (failure.SocketErrorCode == SocketError.TooManyOpenSockets)
                    await Task.Delay(Rest, _time, CancellationToken.None);
            }
        }
    }
}
