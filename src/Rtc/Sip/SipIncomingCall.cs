using System.Net;

namespace TalksPlatform.Rtc.Sip;

/// <summary>Somebody rings. Answer with <see cref="AcceptAsync"/> or <see cref="RejectAsync"/>.</summary>
public sealed class SipIncomingCall
{
    internal SipIncomingCall(SipUri from, SipUri to, string? displayName, IPEndPoint source)
    {
        From = from;
        To = to;
        DisplayName = displayName;
        Source = source;
    }

    /// <summary>Who says she is calling: never trust it without a proof.</summary>
    public SipUri From { get; }

    /// <summary>Whom she dialled.</summary>
    public SipUri To { get; }

    /// <summary>The name that her telephone gives, if any: plain text from a stranger.</summary>
    public string? DisplayName { get; }

    /// <summary>The network address that the call came from.</summary>
    public IPEndPoint Source { get; }

    /// <summary>Cancelled when the caller gave up before an answer.</summary>
    public CancellationToken GivenUp { get; }

    /// <summary>Takes the call; completes when the caller's telephone has confirmed.</summary>
    /// <exception cref="SipCallException">The caller gave up (487) or we have no codec in common (488).</exception>
    public Task<SipCall> AcceptAsync(CancellationToken ct = default) =>
        Task.FromException<SipCall>(new SipCallException(487, "Request Terminated"));

    /// <summary>Refuses the call, e.g. 486 busy, 603 declined, 404 no such talk.</summary>
    public Task RejectAsync(int status = 486, string? reason = null, CancellationToken ct = default) => Task.CompletedTask;
}
