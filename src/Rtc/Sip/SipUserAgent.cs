using System.Net;
using System.Net.Sockets;

namespace TalksPlatform.Rtc.Sip;

/// <summary>A telephone of our own (RFC 3261): it rings, answers and calls.</summary>
public sealed class SipUserAgent : IAsyncDisposable
{
    private static readonly TimeSpan WatchInterval = TimeSpan.FromSeconds(1);
    private readonly SipOptions _options;
    private readonly SipLoop _loop;
    private readonly SipTransport _transport;
    private readonly Switchboard _board;
    private ITimer? _watch;
    private int _disposed;

    /// <summary>Opens the port; <see cref="StartAsync"/> begins to listen.</summary>
    /// <exception cref="SocketException">The port is taken.</exception>
    public SipUserAgent(SipOptions options)
    {
        _options = options;
        _loop = new SipLoop(options.Time, Trouble);
        _transport = new SipTransport(options, _loop);
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

    /// <summary>Datagrams that were no SIP.</summary>
    public long Malformed => _transport.Malformed;

    /// <summary>Begins to listen.</summary>
    public Task StartAsync(CancellationToken ct = default)
    {
        ct.ThrowIfCancellationRequested();
        _loop.Start();
        _transport.Start(_board.Transactions.Receive);
        _watch = _loop.Every(WatchInterval, _board.Watch);
        return Task.CompletedTask;
    }

    /// <summary>Calls somebody and waits for the answer; cancelling stops the ringing.</summary>
    /// <exception cref="SipCallException">Refused, unreachable, unanswered, or no codec in common (488).</exception>
    public async Task<SipCall> CallAsync(SipUri target, SipCallOptions? callOptions = null, CancellationToken ct = default)
    {
        var hop = await ResolveAsync(target, ct);
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
        if (_watch is not null)
        {
            await _watch.DisposeAsync();
            foreach (var call in await _loop.AskAsync(_board.Close))
                await call.DisposeAsync();
        }

        await _loop.DisposeAsync();
        await _transport.DisposeAsync();
    }

    private async Task<IPEndPoint> ResolveAsync(SipUri target, CancellationToken ct)
    {
        try
        {
            var addresses = await Dns.GetHostAddressesAsync(target.Host, _options.Bind.AddressFamily, ct);
            if (addresses.Length > 0)
                return new IPEndPoint(addresses[0], target.EffectivePort);
        }
        catch (SocketException)
        {
            // The name does not exist, or nobody can be asked.
        }

        throw new SipCallException(404, $"{target.Host} has no address");
    }

    private void Trouble(string what, Exception? failure) => Troubled?.Invoke(what, failure);
}
