namespace TalksPlatform.Rtc.Sip;

/// <summary>Asks a trunk that we need not register with, again and again, whether it is there. On the loop.</summary>
internal sealed class TrunkProbe
{
    private readonly TrunkBook _book;
    private readonly TrunkLine _line;
    private readonly string _callId = SipTokens.New();
    private readonly string _tag = SipTokens.New();
    private SipTimer? _next;
    private uint _number;

    public TrunkProbe(TrunkBook book, TrunkLine line)
    {
        _book = book;
        _line = line;
        Ask();
    }

    public void Stop() => _next?.Dispose();

    private void Ask()
    {
        _next = _book.Board.Loop.After(_line.Trunk.ProbeInterval, Ask);
        _line.Reach(Send, _line.Fail);
    }

    private void Send(SipHop hop)
    {
        var target = _line.Trunk.Proxy! with { User = "" };
        var request = new SipRequest(SipMethods.Options, target.ToString());
        request.Headers.Add("Max-Forwards", "70");
        request.Headers.Add("From", new SipAddress(null, _line.Address, $";tag={_tag}").ToString());
        request.Headers.Add("To", $"<{target}>");
        request.Headers.Add("Call-ID", _callId);
        request.Headers.Add("CSeq", new CSeq(++_number, SipMethods.Options).ToString());
        request.Headers.Add("Contact", _book.Board.Contact(hop, _line.Address.User));
        request.Headers.Add("Accept", "application/sdp");
        _book.Board.Sign(request);
        _book.Board.Transactions.Send(request, hop, Receive);
    }

    /// <summary>Whoever answers is there, also with a refusal; but who is overloaded takes no calls.</summary>
    private void Receive(SipResponse response)
    {
        if (response.IsProvisional)
            return;
        if (response.Status is 408 or 503)
            _line.Fail(response.Status == 408 ? "It does not answer" : $"503 {response.Reason}");
        else
            _line.Succeed();
    }
}
