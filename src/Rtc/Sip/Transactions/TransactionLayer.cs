namespace TalksPlatform.Rtc.Sip;

/// <summary>Matches requests with responses, and sorts out what the network repeated (RFC 3261 §17). On the loop.</summary>
internal sealed class TransactionLayer
{
    /// <summary>Requests longer than this go by TCP where the neighbour takes it (RFC 3261 §18.1.1).</summary>
    public const int LongestDatagram = 1_300;

    private const int MostServers = 50_000; // half a minute of a flood: then strangers wait, and calls go on
    private readonly Dictionary<string, ClientTransaction> _clients = [];
    private readonly Dictionary<string, ServerTransaction> _servers = [];
    private readonly Dictionary<string, ServerTransaction> _firsts = []; // by what stays the same on every way that a request takes

    public TransactionLayer(SipLoop loop, SipTransport transport)
    {
        Loop = loop;
        Transport = transport;
        transport.Received = Receive;
        transport.Refused = Refuse;
        transport.Lost = Lose;
    }

    public SipLoop Loop { get; }

    public SipTransport Transport { get; }

    /// <summary>Whether a request that nobody has seen yet is looked at at all; asked before anything is kept of it.</summary>
    public Func<SipRequest, SipHop, SipVerdict> Judge { get; set; } = (_, _) => SipVerdict.Take;

    /// <summary>Whether a neighbour is told that its request is malformed.</summary>
    public Func<SipHop, bool> AnswersMalformed { get; set; } = _ => true;

    /// <summary>A request that nobody has seen yet.</summary>
    public Action<ServerTransaction>? Requested { get; set; }

    /// <summary>A connection is gone.</summary>
    public Action<SipHop>? Lost { get; set; }

    /// <summary>A confirmation of a 2xx: it belongs to a dialog, not to a transaction.</summary>
    public Action<SipRequest>? Acknowledged { get; set; }

    /// <summary>Sends a request by a new hop; the responses come until a final one, 408 or 503 when none does.</summary>
    public ClientTransaction Send(SipRequest request, SipHop hop, Action<SipResponse> responded)
    {
        SipHop? fallback = null;
        request.Headers.AddFirst("Via", NewVia(hop).ToString());
        if (!hop.IsReliable && request.ToBytes().Length > LongestDatagram)
        {
            fallback = hop;
            hop = hop with { Protocol = SipProtocol.Tcp };
            request.Headers.ReplaceFirst("Via", NewVia(hop).ToString());
        }

        return Begin(request, hop, fallback, responded);
    }

    /// <summary>Calls off an INVITE (RFC 3261 §9.1).</summary>
    public void Cancel(ClientTransaction invite)
    {
        var cancel = new SipRequest(SipMethods.Cancel, invite.Request.Target);
        cancel.Headers.Add("Via", invite.Request.TopVia.ToString());
        foreach (var name in (ReadOnlySpan<string>)["Max-Forwards", "From", "To", "Call-ID", "Route"])
            cancel.Headers.CopyFrom(invite.Request.Headers, name);
        cancel.Headers.Add("CSeq", new CSeq(invite.Request.CSeq.Number, SipMethods.Cancel).ToString());
        Begin(cancel, invite.Hop, fallback: null, _ => { });
        invite.ExpireSoon();
    }

    /// <summary>Sends the confirmation of a 2xx, which nobody answers; the same again when it has been sent before.</summary>
    public void Acknowledge(SipRequest ack, SipHop hop)
    {
        if (ack.Headers["Via"] is null)
            ack.Headers.AddFirst("Via", NewVia(hop).ToString());
        Transport.Send(ack, hop);
    }

    public SipVia NewVia(SipHop hop, string? branch = null) => SipVia.New(hop.Protocol, Transport.Advertised(hop.Protocol), branch);

    /// <summary>The INVITE that a CANCEL is about, when we have it and it came from the same place.</summary>
    public ServerTransaction? FindInvite(SipRequest cancel, SipHop source) =>
        _servers.GetValueOrDefault(ServerKey(cancel, SipMethods.Invite)) is { } invite
        && invite.Source.Address.Address.Equals(source.Address.Address)
            ? invite
            : null;

    public void Forget(ClientTransaction transaction, TimeSpan delay)
    {
        var key = ClientKey(transaction.Request);
        if (delay == TimeSpan.Zero)
            _clients.Remove(key);
        else
            Loop.After(delay, () => _clients.Remove(key));
    }

    public void Forget(ServerTransaction transaction, TimeSpan delay) => Loop.After(delay, () =>
    {
        _servers.Remove(ServerKey(transaction.Request, transaction.Request.Method));
        var first = MergeKey(transaction.Request);
        if (_firsts.GetValueOrDefault(first) == transaction)
            _firsts.Remove(first);
    });

    private static string ClientKey(SipMessage message) => $"{message.TopVia.Branch} {message.CSeq.Method}";

    private static string ServerKey(SipRequest request, string method)
    {
        var via = request.TopVia;
        return via.NamesTransaction
            ? $"{via.Branch} {via.Host}:{via.Port} {method}"
            : $"{request.CallId} {request.From.Tag} {request.CSeq.Number} {method}"; // RFC 2543's time
    }

    private static string MergeKey(SipRequest request) => $"{request.CallId} {request.From.Tag} {request.CSeq}";

    private void Receive(SipMessage message, SipHop source)
    {
        if (message is SipResponse response)
        {
            if (_clients.TryGetValue(ClientKey(response), out var client))
                client.Receive(response);
            return;
        }

        var request = (SipRequest)message;
        request.Headers.ReplaceFirst("Via", request.TopVia.SeenFrom(source.Address).ToString());
        if (request.IsAck)
            ReceiveAck(request);
        else if (_servers.TryGetValue(ServerKey(request, request.Method), out var known))
            known.ReceiveAgain();
        else
            Begin(request, source);
    }

    private void ReceiveAck(SipRequest ack)
    {
        // The ACK of a refusal bears the INVITE's branch; that of a 2xx is on its own.
        if (_servers.TryGetValue(ServerKey(ack, SipMethods.Invite), out var invite))
            invite.Confirm();
        else
            Acknowledged?.Invoke(ack);
    }

    private ClientTransaction Begin(SipRequest request, SipHop hop, SipHop? fallback, Action<SipResponse> responded)
    {
        var transaction = new ClientTransaction(this, request, hop, fallback, responded);
        _clients[ClientKey(request)] = transaction;
        return transaction;
    }

    private void Begin(SipRequest request, SipHop source)
    {
        var verdict = Judge(request, source);
        if (verdict.Refusal is { } refusal)
            new ServerTransaction(this, request, source).Repeat(refusal.ToBytes()); // and is forgotten
        if (!verdict.Taken || _servers.Count >= MostServers)
            return;

        var transaction = new ServerTransaction(this, request, source);
        _servers[ServerKey(request, request.Method)] = transaction;
        if (request.To.Tag is null && !_firsts.TryAdd(MergeKey(request), transaction) && request.Method != SipMethods.Cancel)
        {
            transaction.Respond(482, localTag: SipTokens.New()); // the same came by another way (RFC 3261 §8.2.2.2)
            return;
        }

        if (request.IsInvite)
            transaction.Respond(100);
        Requested?.Invoke(transaction);
    }

    private void Refuse(SipRefusal refusal, SipHop source)
    {
        if (AnswersMalformed(source))
            Transport.Send(refusal.Response, source with { Address = source.IsReliable ? source.Address : refusal.Via.ReturnTo(source.Address) });
    }

    private void Lose(SipHop hop)
    {
        foreach (var client in _clients.Values.Where(client => client.Hop == hop).ToList())
            client.Lose();
        Lost?.Invoke(hop);
    }
}
