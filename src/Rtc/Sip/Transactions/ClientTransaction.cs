namespace TalksPlatform.Rtc.Sip;

/// <summary>
/// A request of ours and what came back (RFC 3261 §17.1, RFC 6026). Repeats the request while nobody answers, confirms
/// refusals of an INVITE by itself; each 2xx of an INVITE, also a repeated one, goes up, where the ACK is made.
/// </summary>
internal sealed class ClientTransaction
{
    private readonly TransactionLayer _layer;
    private readonly Action<SipResponse> _responded;
    private Repeater _repeater;
    private SipHop? _fallback;
    private byte[] _bytes;
    private bool _final;

    /// <summary>Sends the request at once.</summary>
    /// <param name="layer">Where it belongs.</param>
    /// <param name="request">With our Via on top.</param>
    /// <param name="hop">Where it goes.</param>
    /// <param name="fallback">Where it goes when there is no connection to the first (RFC 3261 §18.1.1).</param>
    /// <param name="responded">Told each response that is news, 408 and 503 of our own making included.</param>
    public ClientTransaction(
        TransactionLayer layer, SipRequest request, SipHop hop, SipHop? fallback, Action<SipResponse> responded)
    {
        _layer = layer;
        _fallback = fallback;
        _responded = responded;
        _bytes = request.ToBytes();
        Request = request;
        Hop = hop;
        _repeater = Begin();
    }

    public SipRequest Request { get; }

    public SipHop Hop { get; private set; }

    /// <summary>True once anything but a final response came: only then may an INVITE be cancelled.</summary>
    public bool Proceeding { get; private set; }

    /// <summary>True once it is settled.</summary>
    public bool Completed => _final;

    public void Receive(SipResponse response)
    {
        if (response.IsProvisional)
        {
            if (_final)
                return;
            Proceeding = true;
            if (Request.IsInvite)
                _repeater.Stop(); // it rings: people take their time, and whoever calls sets the limit
            else
                _repeater.SlowDown();
            _responded(response);
            return;
        }

        _repeater.Stop();
        if (Request.IsInvite && !response.IsSuccess)
            _layer.Transport.Send(AckRefusal(response), Hop);
        if (_final && !(Request.IsInvite && response.IsSuccess))
            return; // a repeat

        if (!_final)
        {
            _final = true;
            _layer.Forget(this, TimeToForget(response));
        }

        _responded(response);
    }

    /// <summary>The connection is gone: where nothing came yet, nothing will.</summary>
    public void Lose()
    {
        if (_final || Proceeding)
            return;
        _repeater.Stop();
        if (_fallback is not { } other)
        {
            Settle(503);
            return;
        }

        _fallback = null;
        Hop = other;
        Request.Headers.ReplaceFirst("Via", _layer.NewVia(other, Request.TopVia.Branch).ToString());
        _bytes = Request.ToBytes();
        _repeater = Begin();
    }

    /// <summary>The ringing was called off: the far end has as long as for any answer to say so (RFC 3261 §9.1).</summary>
    public void ExpireSoon() => _layer.Loop.After(SipTimers.GiveUp, () => Settle(487));

    private Repeater Begin() => new(
        _layer.Loop,
        () => _layer.Transport.Send(_bytes, Hop),
        () => Settle(408),
        repeats: !Hop.IsReliable,
        slowest: Request.IsInvite ? SipTimers.GiveUp : SipTimers.T2);

    /// <summary>How long repeats may still come: timers D, K (RFC 3261 table 4) and M (RFC 6026).</summary>
    private TimeSpan TimeToForget(SipResponse response)
    {
        if (Request.IsInvite && response.IsSuccess)
            return SipTimers.GiveUp;
        if (Hop.IsReliable)
            return TimeSpan.Zero;
        return Request.IsInvite ? SipTimers.GiveUp : SipTimers.T4;
    }

    /// <summary>The ACK that belongs to the transaction (RFC 3261 §17.1.1.3).</summary>
    private SipRequest AckRefusal(SipResponse response)
    {
        var ack = new SipRequest(SipMethods.Ack, Request.Target);
        ack.Headers.Add("Via", Request.TopVia.ToString());
        ack.Headers.Add("Max-Forwards", "70");
        ack.Headers.CopyFrom(Request.Headers, "From");
        ack.Headers.CopyFrom(response.Headers, "To");
        ack.Headers.CopyFrom(Request.Headers, "Call-ID");
        ack.Headers.CopyFrom(Request.Headers, "Route");
        ack.Headers.Add("CSeq", new CSeq(Request.CSeq.Number, SipMethods.Ack).ToString());
        return ack;
    }

    private void Settle(int status)
    {
        if (_final)
            return;
        _final = true;
        _layer.Forget(this, TimeSpan.Zero);
        _responded(SipResponse.For(Request, status));
    }
}
