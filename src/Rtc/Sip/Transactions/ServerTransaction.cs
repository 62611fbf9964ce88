using System.Net;

namespace TalksPlatform.Rtc.Sip;

/// <summary>
/// Somebody's request and what we answered (RFC 3261 §17.2, RFC 6026). Repeated requests get the last response again;
/// a final response to an INVITE is itself repeated until it is confirmed.
/// </summary>
internal sealed class ServerTransaction(TransactionLayer layer, SipRequest request, SipHop source)
{
    private readonly SipHop _returnTo = source with { Address = source.IsReliable ? source.Address : request.TopVia.ReturnTo(source.Address) };
    private byte[]? _last;
    private SipResponse? _final;
    private Repeater? _repeater;
    private Action<bool>? _confirmed;

    public SipRequest Request { get; } = request;

    public SipHop Source { get; } = source;

    /// <summary>True once the final response was given.</summary>
    public bool Answered => _final is not null;

    /// <summary>Answers by status alone.</summary>
    public void Respond(int status, string? reason = null, string? localTag = null) =>
        Respond(SipResponse.For(Request, status, reason, localTag));

    /// <summary>
    /// Answers. For a final response to an INVITE, <paramref name="confirmed"/> is told whether its ACK came.
    /// </summary>
    public void Respond(SipResponse response, Action<bool>? confirmed = null)
    {
        if (Answered)
            return;

        _last = response.ToBytes();
        _confirmed = confirmed;
        _final = response.IsProvisional ? null : response;
        if (response.IsProvisional || !Request.IsInvite)
            Send();
        else
            _repeater = new Repeater(layer.Loop, Send, () => Settle(false), repeats: response.IsSuccess || !Source.IsReliable);
        if (_final is not null)
            layer.Forget(this, Request.IsInvite || !Source.IsReliable ? SipTimers.GiveUp : TimeSpan.Zero); // timers H, J, L
    }

    /// <summary>Sends a provisional response again.</summary>
    public void Repeat(byte[] response) => layer.Transport.Send(response, Return());

    /// <summary>The request came again.</summary>
    public void ReceiveAgain()
    {
        if (_last is not null)
            Send();
    }

    /// <summary>The ACK came.</summary>
    public void Confirm() => Settle(true);

    private void Settle(bool confirmed)
    {
        _repeater?.Stop();
        var told = _confirmed;
        _confirmed = null;
        told?.Invoke(confirmed);
    }

    private void Send() => layer.Transport.Send(_last!, Return());

    /// <summary>Over the connection that the request came by; when that is gone, over one to where the sender listens (§18.2.2).</summary>
    private SipHop Return() => layer.Transport.IsOpen(_returnTo)
        ? _returnTo
        : _returnTo with { Address = new IPEndPoint(Source.Address.Address, Request.TopVia.PortBy(Source.Protocol)) };
}
