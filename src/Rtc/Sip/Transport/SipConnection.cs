using System.Diagnostics.CodeAnalysis;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Threading.Channels;

namespace TalksPlatform.Rtc.Sip;

/// <summary>
/// One TCP or TLS connection with a neighbour, in either direction. What is to be sent waits in a short queue until the
/// connection stands; a neighbour who takes nothing, sends half a message, or says nothing for long loses it.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "A token source without timer or parent holds nothing to free")]
internal sealed class SipConnection
{
    private const int MostWaiting = 256;
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(1);
    private static readonly byte[] Ping = "\r\n\r\n"u8.ToArray(); // RFC 5626 §4.4.1
    private static readonly byte[] Pong = "\r\n"u8.ToArray();

    private readonly Channel<byte[]> _outgoing = Channel.CreateBounded<byte[]>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });
    private readonly CancellationTokenSource _closing = new();
    private readonly StreamFraming _framing = new();
    private readonly Socket _socket;
    private readonly Func<Socket, CancellationToken, Task<Stream>> _open;
    private readonly TimeProvider _time;
    private readonly Received _received;
    private long _heardAt;
    private long _sentAt;
    private long _waitingSince;
    private volatile bool _genuine;

    /// <summary>Nothing happens before <see cref="RunAsync"/>.</summary>
    /// <param name="hop">The neighbour.</param>
    /// <param name="socket">Connected when the neighbour came to us.</param>
    /// <param name="open">Connects where that is to be done, and encrypts.</param>
    /// <param name="received">Takes each message.</param>
    /// <param name="time">The clock.</param>
    public SipConnection(SipHop hop, Socket socket, Func<Socket, CancellationToken, Task<Stream>> open, Received received, TimeProvider time)
    {
        Hop = hop;
        _socket = socket;
        _open = open;
        _received = received;
        _time = time;
        _heardAt = _sentAt = _waitingSince = time.GetTimestamp();
    }

    /// <summary>
    /// Takes a message; false when it was none. What is returned is awaited, so that a neighbour can't send faster than
    /// we work.
    /// </summary>
    public delegate ValueTask<bool> Received(SipConnection connection, byte[] message);

    /// <summary>A message must be complete, and a connection useful, within this.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(10);

    /// <summary>A connection over which nothing goes for this long is closed: longer than calls are refreshed.</summary>
    public static TimeSpan Idle { get; } = TimeSpan.FromMinutes(30);

    /// <summary>What we connected ourselves is kept open through NAT by blank lines.</summary>
    public static TimeSpan KeepAlive { get; } = TimeSpan.FromSeconds(25);

    public SipHop Hop { get; }

    /// <summary>True when we connected: then the neighbour need not prove of use by speaking first.</summary>
    public bool IsOurs
    {
        get;
        init
        {
            field = _genuine = value;
            _waitingSince = 0;
        }
    }

    /// <summary>Lives until the connection is closed by anybody; never fails.</summary>
    public async Task RunAsync()
    {
        try
        {
            using var opening = CancellationTokenSource.CreateLinkedTokenSource(_closing.Token);
            await using var stream = await _open(_socket, opening.Token);
            var sending = SendAsync(stream);
            try
            {
                await ReceiveAsync(stream);
            }
            finally
            {
                _outgoing.Writer.TryComplete();
                await _closing.CancelAsync();
                await sending;
            }
        }
        catch (Exception failure) when (failure is SocketException or IOException or OperationCanceledException
            or AuthenticationException or ObjectDisposedException or InvalidOperationException)
        {
            // Refused, reset, closed or not who it should be: whoever waits for an answer hears of it by the transport.
        }
        finally
        {
            _outgoing.Writer.TryComplete();
            _socket.Dispose();
        }
    }

    /// <summary>Queues a message; false when the neighbour takes nothing any more.</summary>
    public bool TrySend(byte[] message)
    {
        if (_outgoing.Writer.TryWrite(message))
            return true;
        Close();
        return false;
    }

    /// <summary>Closes the connection when what is queued was sent, or soon.</summary>
    public void Finish()
    {
        _outgoing.Writer.TryComplete();
        _closing.CancelAfter(Farewell);
    }

    public void Close() => _ = _closing.CancelAsync();

    /// <summary>Closes the connection when it has had its time, and keeps it alive otherwise. Every second or so.</summary>
    public void Watch()
    {
        var waiting = Volatile.Read(ref _waitingSince);
        if ((waiting != 0 && _time.GetElapsedTime(waiting) > Patience) || _time.GetElapsedTime(Volatile.Read(ref _heardAt)) > Idle)
            Close();
        else if (IsOurs && _genuine && _time.GetElapsedTime(_sentAt) > KeepAlive)
            Send(Ping);
    }

    private void Send(byte[] bytes)
    {
        _sentAt = _time.GetTimestamp();
        TrySend(bytes);
    }

    private async Task SendAsync(Stream stream)
    {
        try
        {
            await foreach (var message in _outgoing.Reader.ReadAllAsync(_closing.Token))
            {
                await stream.WriteAsync(message, _closing.Token);
                Volatile.Write(ref _sentAt, _time.GetTimestamp());
            }
        }
        catch (Exception failure) when (failure is SocketException or IOException or OperationCanceledException or ObjectDisposedException)
        {
            // Whoever waits for an answer hears of it when the connection is closed.
        }
        finally
        {
            Close();
        }
    }

    private async Task ReceiveAsync(Stream stream)
    {
        while (!_framing.Broken)
        {
            var length = await stream.ReadAsync(_framing.Room(), _closing.Token);
            if (length == 0)
                return;
            _framing.Advance(length);
            var now = _time.GetTimestamp();
            Volatile.Write(ref _heardAt, now);
            await DeliverAsync();
            for (; _framing.Pings > 0; _framing.Pings--)
                TrySend(Pong);
            Note(now);
        }
    }

    private async ValueTask DeliverAsync()
    {
        while (_framing.TryNext(out var message))
        {
            if (!await _received(this, message.ToArray()))
                continue;
            _genuine = true;
            Volatile.Write(ref _waitingSince, 0);
        }
    }

    /// <summary>Remembers since when we wait: for the rest of a message, or for a first one at all.</summary>
    private void Note(long now)
    {
        if (_genuine && !_framing.Waiting)
            Volatile.Write(ref _waitingSince, 0);
        else if (Volatile.Read(ref _waitingSince) == 0)
            Volatile.Write(ref _waitingSince, now);
    }
}
