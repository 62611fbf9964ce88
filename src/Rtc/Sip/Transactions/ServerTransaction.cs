using System.Net;

namespace TalksPlatform.Rtc.Sip;

/// <summary>
/// Somebody's request and what we answered (RFC 3261 §17.2, RFC 6026). Repeated requests get the last response again;
/// a final response to an INVITE is itself repeated until it is confirmed.
/// </summary>
internal sealed class ServerTransaction(TransactionLayer layer, SipRequest request, IPEndPoint source)
{
    private readonly IPEndPoint _returnTo = request.TopVia.ReturnTo(source);
    private SipResponse? _last;
    private Repeater? _repeater;
    private Action<bool>? _confirmed;

    public SipRequest Request { get; } = request;

    public IPEndPoint Source { get; } = source;

    /// <summary>True once the final response was given.</summary>
    public bool Answered => _last is { IsProvisional: false };

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

        _last = response;
        _confirmed = confirmed;
        if (response.IsProvisional || !Request.IsInvite)
            Send();
        else
            _repeater = new Repeater(layer.Loop, Send, () => Settle(false));
        if (!response.IsProvisional)
            layer.ForgetLater(this, SipTimers.GiveUp);
    }

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

    private void Send() => layer.Transport.Send(_last!, _returnTo);
}
