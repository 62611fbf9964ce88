using System.Net;

namespace TalksPlatform.Rtc.Sip;

/// <summary>
/// A request of ours and what came back (RFC 3261 §17.1, RFC 6026). Repeats the request while nobody answers, confirms
/// refusals of an INVITE by itself; each 2xx of an INVITE, also a repeated one, goes up, where the ACK is made.
/// </summary>
internal sealed class ClientTransaction
{
    private readonly TransactionLayer _layer;
    private readonly Action<SipResponse> _responded;
    private readonly Repeater _repeater;
    private bool _final;

    public ClientTransaction(TransactionLayer layer, SipRequest request, IPEndPoint target, Action<SipResponse> responded)
    {
        _layer = layer;
        Request = request;
        Target = target;
        _responded = responded;
        var slowest = request.IsInvite ? SipTimers.GiveUp : SipTimers.T2;
        _repeater = new Repeater(layer.Loop, () => layer.Transport.Send(request, target), TimedOut, slowest);
    }

    public SipRequest Request { get; }

    public IPEndPoint Target { get; }

    /// <summary>True once anything but a final response came: only then may an INVITE be cancelled.</summary>
    public bool Proceeding { get; private set; }

    /// <summary>True once it is settled.</summary>
    public bool Completed => _final;

    /// <summary>Nobody waits for the answer any more.</summary>
    public void Abandon() => _repeater.Stop();

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
            _layer.Transport.Send(AckRefusal(response), Target);
        if (_final && !(Request.IsInvite && response.IsSuccess))
            return; // a repeat

        if (!_final)
        {
            _final = true;
            _layer.ForgetLater(this, Request.IsInvite ? SipTimers.GiveUp : SipTimers.T4);
        }

        _responded(response);
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

    private void TimedOut()
    {
        if (_final)
            return;
        _final = true;
        _layer.ForgetLater(this, TimeSpan.Zero);
        _responded(SipResponse.For(Request, 408));
    }
}
