using System.Net;
using System.Net.Sockets;

namespace TalksPlatform.Rtc.Sip;

/// <summary>A telephone of our own (RFC 3261): it rings, answers and calls.</summary>
public sealed class SipUserAgent : IAsyncDisposable
{
    private static readonly TimeSpan WatchInterval = TimeSpan.FromSeconds(1);
    private readonly SipLoop _loop;
    private readonly SipTransport _transport;
    private readonly Switchboard _board;
    private readonly SipResolver _resolver;
    private bool _started;
    private int _disposed;

    /// <summary>Opens the port; <see cref="StartAsync"/> begins to listen.</summary>
    /// <exception cref="SocketException">The port is taken.</exception>
    public SipUserAgent(SipOptions options)
    {
        _loop = new SipLoop(options.Time, Trouble);
        _transport = new SipTransport(options, _loop);
        _resolver = new SipResolver(_transport);
        _board = new Switchboard(options, _loop, _transport, Trouble);
    }

    /// <summary>Called for each incoming call; when nobody listens, or it throws, the caller gets 480 or 500.</summary>
    public Func<SipIncomingCall, Task>? IncomingCall
    {
        get => _board.IncomingCall;
        set => _board.IncomingCall = value;
    }

    /// <summary>Something went wrong that nobody else is told of: for the log.</summary>
    public event Action<string, Exception?>? Troubled;

    /// <summary>Where we listen.</summary>
    public IPEndPoint LocalEndPoint => _transport.LocalEndPoint;

    /// <summary>Where we listen by TLS; null when nowhere.</summary>
    public IPEndPoint? TlsEndPoint => _transport.TlsEndPoint;

    /// <summary>TCP and TLS connections that stand.</summary>
    public int Connections => _transport.Connections.Count;

    /// <summary>What came and was no SIP.</summary>
    public long Malformed => _transport.Malformed;

    /// <summary>Begins to listen.</summary>
    public Task StartAsync(CancellationToken ct = default)
    {
        ct.ThrowIfCancellationRequested();
        _loop.Start();
        _started = true;
        return _loop.AskAsync(() =>
        {
            _transport.Start();
            _loop.Every(WatchInterval, _board.Watch);
            return true;
        });
    }

    /// <summary>Calls somebody and waits for the answer; cancelling stops the ringing.</summary>
    /// <exception cref="SipCallException">Refused, unreachable, unanswered, or no codec in common (488).</exception>
    public async Task<SipCall> CallAsync(SipUri target, SipCallOptions? callOptions = null, CancellationToken ct = default)
    {
        var hop = await _resolver.ResolveAsync(target, null, ct);
        ct.ThrowIfCancellationRequested();
        var outgoing = await _loop.AskAsync(() => new OutgoingCall(_board, target, hop, callOptions ?? new SipCallOptions()));
        await using var cancellation = ct.Register(() => _loop.TryPost(() => outgoing.GiveUp(487, "We gave up")));
        try
        {
            return await outgoing.Answer;
        }
        catch (SipCallException) when (ct.IsCancellationRequested)
        {
            throw new OperationCanceledException(ct);
        }
    }

    /// <summary>Hangs up every call and closes the socket.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        if (_started)
        {
            foreach (var call in await _loop.AskAsync(_board.Close))
                await call.DisposeAsync();
        }

        await _transport.DisposeAsync();
        await _loop.DisposeAsync();
        _board.Media.Dispose();
    }

    private void Trouble(string what, Exception? failure) => Troubled?.Invoke(what, failure);
}
