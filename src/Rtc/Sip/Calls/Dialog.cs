using System.Net;

namespace TalksPlatform.Rtc.Sip;

/// <summary>What two telephones remember of each other for the length of a call (RFC 3261 §12).</summary>
internal sealed class Dialog
{
    private readonly SipAddress _local;
    private readonly SipAddress _remote;
    private readonly IReadOnlyList<string> _routes;
    private readonly string _contact;
    private readonly SipHop _peer;
    private readonly bool _behindNat;
    private uint _localNumber;
    private uint _remoteNumber;
    private SipRequest? _ack;

    private Dialog(
        string callId,
        SipAddress local,
        SipAddress remote,
        SipUri target,
        IEnumerable<string> routes,
        SipHop peer,
        string contact,
        bool behindNat = false)
    {
        CallId = callId;
        _local = local;
        _remote = remote;
        _routes = [.. routes];
        _contact = contact;
        _peer = peer;
        _behindNat = behindNat;
        Target = target;
    }

    public string CallId { get; }

    public string LocalTag => _local.Tag!;

    public string? RemoteTag => _remote.Tag;

    public SipUri Remote => _remote.Uri;

    /// <summary>Where the far end is now; it may move.</summary>
    public SipUri Target { get; private set; }

    /// <summary>True when the call was ours: the clashes of §14.1 are settled by it.</summary>
    public bool WeCalled { get; private init; }

    /// <summary>The methods that the far end allows; null when it did not say.</summary>
    public string? Allow { get; private set; }

    /// <summary>Names a dialog from our side.</summary>
    public (string CallId, string LocalTag) Key => (CallId, LocalTag);

    /// <summary>The dialog of a call that came in.</summary>
    public static Dialog Answering(ServerTransaction invite, string localTag, string contact)
    {
        var request = invite.Request;
        return new Dialog(
            request.CallId,
            request.To with { Parameters = $"{request.To.Parameters};tag={localTag}" },
            request.From,
            request.Contact ?? request.From.Uri,
            request.Headers.All("Record-Route"),
            invite.Source,
            contact,
            request.TopVia.Host != invite.Source.Address.Address.ToString() || request.TopVia.PortBy(invite.Source.Protocol) != invite.Source.Address.Port)
        {
            _localNumber = 1,
            _remoteNumber = request.CSeq.Number,
            Allow = request.Headers["Allow"],
        };
    }

    /// <summary>The dialog of a call that we made and that rings, or was answered.</summary>
    public static Dialog Answered(SipRequest invite, SipResponse response, SipHop hop, string contact) => new(
        invite.CallId,
        invite.From,
        response.To,
        response.Contact ?? invite.To.Uri,
        response.Headers.All("Record-Route").Reverse(),
        hop,
        contact)
    {
        _localNumber = invite.CSeq.Number,
        Allow = response.Headers["Allow"],
        WeCalled = true,
    };

    /// <summary>The far end's requests grow in number; an older one is out of order.</summary>
    public bool TryFollow(SipRequest request)
    {
        if (request.From.Tag != RemoteTag || request.CSeq.Number <= _remoteNumber)
            return false;
        _remoteNumber = request.CSeq.Number;
        if (request.Method is SipMethods.Invite or SipMethods.Update)
            Refresh(request);
        return true;
    }

    /// <summary>The far end may have moved (target refresh, §12.2).</summary>
    public void Refresh(SipMessage message)
    {
        Target = message.Contact ?? Target;
        Allow = message.Headers["Allow"] ?? Allow;
    }

    /// <summary>The next request of ours.</summary>
    public SipRequest NewRequest(string method)
    {
        _localNumber++;
        return Build(method, _localNumber);
    }

    /// <summary>The confirmation of a 2xx; the same again when the 2xx is repeated.</summary>
    public SipRequest Ack(SipResponse success)
    {
        if (_ack is null || _ack.CSeq.Number != success.CSeq.Number)
            _ack = Build(SipMethods.Ack, success.CSeq.Number);
        return _ack;
    }

    /// <summary>
    /// The neighbour to send to: with proxies on the way, and over connections, the one that the far end's own messages come
    /// from; else where the far end says that it is, unless that is the inside of a NAT.
    /// </summary>
    public SipHop Hop(SipTransport transport)
    {
        if (_peer.IsReliable && transport.IsOpen(_peer))
            return _peer;
        var there = _routes.Count > 0 && SipAddress.TryParse(_routes[0], out var route) ? route.Uri : Target;
        if (!IPAddress.TryParse(there.Host, out var address) || !transport.CanReach(new IPEndPoint(address, 0))
            || address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any))
            return _peer;
        if (_peer.IsReliable)
            return new SipHop(there.Protocol, new IPEndPoint(address, there.EffectivePort), _peer.Name); // connect anew
        if (_routes.Count > 0 || _behindNat || there.Protocol != SipProtocol.Udp)
            return _peer;
        var insideNat = PrivateAddress.Is(address) && !PrivateAddress.Is(_peer.Address.Address);
        return insideNat ? _peer : new SipHop(SipProtocol.Udp, new IPEndPoint(address, there.EffectivePort));
    }

    private SipRequest Build(string method, uint number)
    {
        var (target, routes) = Route();
        var request = new SipRequest(method, target);
        request.Headers.Add("Max-Forwards", "70");
        foreach (var route in routes)
            request.Headers.Add("Route", route);
        request.Headers.Add("From", _local.ToString());
        request.Headers.Add("To", _remote.ToString());
        request.Headers.Add("Call-ID", CallId);
        request.Headers.Add("CSeq", new CSeq(number, method).ToString());
        request.Headers.Add("Contact", _contact);
        return request;
    }

    /// <summary>A strict router, one without lr, wants to be the target itself, and the far end last (§12.2.1.1).</summary>
    private (string Target, IEnumerable<string> Routes) Route()
    {
        if (_routes.Count == 0 || !SipAddress.TryParse(_routes[0], out var first) || SipParameters.Find(first.Uri.Parameters, "lr") is not null)
            return (Target.ToString(), _routes);
        return (first.Uri.ToString(), _routes.Skip(1).Append($"<{Target}>"));
    }
}
