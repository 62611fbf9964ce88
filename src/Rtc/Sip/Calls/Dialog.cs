using System.Net;

namespace TalksPlatform.Rtc.Sip;

/// <summary>What two telephones remember of each other for the length of a call (RFC 3261 §12).</summary>
internal sealed class Dialog
{
    private readonly SipAddress _local;
    private readonly SipAddress _remote;
    private readonly IReadOnlyList<string> _routes;
    private readonly string _contact;
    private uint _localNumber;
    private uint _remoteNumber;
    private SipRequest? _ack;

    private Dialog(
        string callId, SipAddress local, SipAddress remote, SipUri target, IEnumerable<string> routes, IPEndPoint hop, string contact)
    {
        CallId = callId;
        _local = local;
        _remote = remote;
        _routes = [.. routes];
        _contact = contact;
        Target = target;
        Hop = hop;
    }

    public string CallId { get; }

    public string LocalTag => _local.Tag!;

    public string? RemoteTag => _remote.Tag;

    public SipUri Remote => _remote.Uri;

    /// <summary>Where the far end is now; it may move.</summary>
    public SipUri Target { get; private set; }

    /// <summary>
    /// The address to send to: the one that the far end's own message came from, which is the nearest proxy, or the
    /// outside of the far end's NAT.
    /// </summary>
    public IPEndPoint Hop { get; }

    /// <summary>Names a dialog from our side.</summary>
    public (string CallId, string LocalTag) Key => (CallId, LocalTag);

    /// <summary>The dialog of a call that came in.</summary>
    public static Dialog Answering(ServerTransaction invite, string localTag, string contact)
    {
        var request = invite.Request;
        var local = request.To with { Parameters = $"{request.To.Parameters};tag={localTag}" };
        var target = request.Contact ?? request.From.Uri;
        return new Dialog(
            request.CallId, local, request.From, target, request.Headers.All("Record-Route"), invite.Source, contact)
        {
            _localNumber = 1,
            _remoteNumber = request.CSeq.Number,
        };
    }

    /// <summary>The dialog of a call that we made and that was answered.</summary>
    public static Dialog Answered(SipRequest invite, SipResponse response, IPEndPoint hop, string contact) => new(
        invite.CallId,
        invite.From,
        response.To,
        response.Contact ?? invite.To.Uri,
        response.Headers.All("Record-Route").Reverse(),
        hop,
        contact)
    {
        _localNumber = invite.CSeq.Number,
    };

    /// <summary>The far end's requests grow in number; an older one is out of order.</summary>
    public bool TryFollow(SipRequest request)
    {
        if (request.From.Tag != RemoteTag || request.CSeq.Number <= _remoteNumber)
            return false;
        _remoteNumber = request.CSeq.Number;
        if (request.Method is SipMethods.Invite or SipMethods.Update && request.Contact is { } moved)
            Target = moved;
        return true;
    }

    /// <summary>The next request of ours.</summary>
    public SipRequest NewRequest(string method, IPEndPoint sentBy)
    {
        _localNumber++;
        return Build(method, _localNumber, sentBy);
    }

    /// <summary>The confirmation of a 2xx; the same again when the 2xx is repeated.</summary>
    public SipRequest Ack(SipResponse success, IPEndPoint sentBy)
    {
        if (_ack is null || _ack.CSeq.Number != success.CSeq.Number)
            _ack = Build(SipMethods.Ack, success.CSeq.Number, sentBy);
        return _ack;
    }

    private SipRequest Build(string method, uint number, IPEndPoint sentBy)
    {
        var request = new SipRequest(method, Target.ToString());
        request.Headers.Add("Via", SipVia.New("UDP", sentBy).ToString());
        request.Headers.Add("Max-Forwards", "70");
        foreach (var route in _routes)
            request.Headers.Add("Route", route);
        request.Headers.Add("From", _local.ToString());
        request.Headers.Add("To", _remote.ToString());
        request.Headers.Add("Call-ID", CallId);
        request.Headers.Add("CSeq", new CSeq(number, method).ToString());
        request.Headers.Add("Contact", _contact);
        return request;
    }
}
