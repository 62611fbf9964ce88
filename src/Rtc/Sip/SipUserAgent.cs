using System.Net;
using System.Net.Sockets;

namespace TalksPlatform.Rtc.Sip;

/// <summary>A telephone of our own (RFC 3261): it rings, answers and calls, by itself and by trunks.</summary>
public sealed class SipUserAgent : IAsyncDisposable
{
    private static readonly TimeSpan WatchInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(1);
    private readonly SipLoop _loop;
    private readonly SipTransport _transport;
    private readonly SipResolver _resolver;
    private readonly Switchboard _board;
    private bool _started;
    private int _disposed;

    /// <summary>Opens the ports; <see cref="StartAsync"/> begins to listen.</summary>
    /// <exception cref="SocketException">A port is taken.</exception>
    public SipUserAgent(SipOptions options)
    {
        _loop = new SipLoop(options.Time, Trouble);
        _transport = new SipTransport(options, _loop);
        _resolver = new SipResolver(_transport);
        _board = new Switchboard(options, _loop, _transport, Trouble) { Dial = CallAsync };
        _board.Trunks.Changed = state => _board.Tell(() => TrunkChanged?.Invoke(state));
    }

    /// <summary>Called for each incoming call; when nobody listens, or it throws, the caller gets 480 or 500.</summary>
    public Func<SipIncomingCall, Task>? IncomingCall
    {
        get => _board.IncomingCall;
        set => _board.IncomingCall = value;
    }

    /// <summary>Something went wrong that nobody else is told of: for the log.</summary>
    public event Action<string, Exception?>? Troubled;

    /// <summary>A trunk has become ready, or fails: once for each change.</summary>
    public event Action<SipTrunkState>? TrunkChanged;

    /// <summary>Where we listen by UDP and TCP.</summary>
    public IPEndPoint LocalEndPoint => _transport.LocalEndPoint;

    /// <summary>Where we listen by TLS; null when nowhere.</summary>
    public IPEndPoint? TlsEndPoint => _transport.TlsEndPoint;

    /// <summary>How the trunks are.</summary>
    public IReadOnlyList<SipTrunkState> Trunks => [.. _board.Trunks.Lines.Select(line => line.State)];

    /// <summary>TCP and TLS connections that stand.</summary>
    public int Connections => _transport.Connections.Count;

    /// <summary>What came and was no SIP.</summary>
    public long Malformed => _transport.Malformed;

    /// <summary>Requests of strangers and scanners that got no answer.</summary>
    public long Dropped => _board.Guard.Dropped + _transport.Connections.Refused;

    /// <summary>Requests that were challenged or refused before they rang.</summary>
    public long Refused => _board.Guard.Refused;

    /// <summary>Begins to listen, and to register with the trunks.</summary>
    public Task StartAsync(CancellationToken ct = default)
    {
        ct.ThrowIfCancellationRequested();
        _started = true;
        _loop.Start();
        return _loop.AskAsync(() =>
        {
            _transport.Connections.Admits = _board.Guard.MayConnect;
            _transport.Start();
            _loop.Every(WatchInterval, _board.Watch);
            _board.Trunks.Begin();
            return true;
        });
    }

    /// <summary>Calls somebody and waits for the answer; cancelling stops the ringing.</summary>
    /// <exception cref="SipCallException">Refused, unreachable, unanswered, or no codec in common (488).</exception>
    public async Task<SipCall> CallAsync(SipUri target, SipCallOptions? callOptions = null, CancellationToken ct = default)
    {
        var plan = await PlanAsync(target, callOptions ?? new SipCallOptions(), ct);
        ct.ThrowIfCancellationRequested();
        var outgoing = await _loop.AskAsync(() => _board.Begin(plan));
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

    /// <summary>Hangs up every call, takes registrations back and closes the sockets.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        if (_started)
        {
            foreach (var call in await _loop.AskAsync(_board.Close))
                await call.DisposeAsync();
            await Task.WhenAny(await _loop.AskAsync(_board.Trunks.Stop), Task.Delay(Farewell, TimeProvider.System, CancellationToken.None));
        }

        await _transport.DisposeAsync();
        await _loop.DisposeAsync();
        _board.Media.Dispose();
        SipMeters.Remove(_board);
    }

    private async Task<CallPlan> PlanAsync(SipUri target, SipCallOptions options, CancellationToken ct)
    {
        var line = _board.Trunks.Choose(target, options.Trunk);
        var codecs = options.Codecs ?? line?.Trunk.Codecs ?? _board.Options.Codecs;
        var digest = options.Credentials is { } own ? new DigestClient(own) : line?.Digest ?? new DigestClient(_board.Options.Credentials);
        if (line?.Trunk.Neighbour is not { } neighbour)
            return new CallPlan(target, await _resolver.ResolveAsync(target, null, ct), _board.Address, digest, codecs, options);

        var number = target.IsTelephone
            ? new SipUri(target.User, (line.Trunk.Registrar ?? neighbour).Host) { Parameters = ";user=phone" }
            : target;
        var hop = line.Hop ?? await _resolver.ResolveAsync(neighbour, line.Trunk.Transport, ct);
        return new CallPlan(number, hop, line.Address, digest, codecs, options) { Routes = line.Routes };
    }

    private void Trouble(string what, Exception? failure) => Troubled?.Invoke(what, failure);
}
