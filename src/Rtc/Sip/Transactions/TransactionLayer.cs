using System.Net;

namespace TalksPlatform.Rtc.Sip;

/// <summary>Matches requests with responses, and sorts out what the network repeated (RFC 3261 §17). On the loop.</summary>
internal sealed class TransactionLayer(SipLoop loop, SipTransport transport)
{
    private const int MostServers = 20_000; // half a minute of a flood: then strangers wait, and calls go on
    private readonly Dictionary<string, ClientTransaction> _clients = [];
    private readonly Dictionary<string, ServerTransaction> _servers = [];

    public SipLoop Loop => loop;

    public SipTransport Transport => transport;

    /// <summary>A request that nobody has seen yet.</summary>
    public Action<ServerTransaction>? Requested { get; set; }

    /// <summary>A confirmation of a 2xx: it belongs to a dialog, not to a transaction.</summary>
    public Action<SipRequest>? Acknowledged { get; set; }

    /// <summary>Sends a request with a Via of its own; the responses come until a final one, 408 when none does.</summary>
    public ClientTransaction Send(SipRequest request, IPEndPoint target, Action<SipResponse> responded)
    {
        var transaction = new ClientTransaction(this, request, target, responded);
        _clients[ClientKey(request)] = transaction;
        return transaction;
    }

    /// <summary>The INVITE that a CANCEL is about, when we have it.</summary>
    public ServerTransaction? FindInvite(SipRequest cancel) => _servers.GetValueOrDefault(ServerKey(cancel, SipMethods.Invite));

    public void Receive(SipMessage message, IPEndPoint source)
    {
        if (message is SipResponse response)
        {
            if (_clients.TryGetValue(ClientKey(response), out var client))
                client.Receive(response);
            return;
        }

        var request = (SipRequest)message;
        NoteSource(request, source);
        if (request.IsAck)
            ReceiveAck(request);
        else if (_servers.TryGetValue(ServerKey(request, request.Method), out var known))
            known.ReceiveAgain();
        else
            Begin(request, source);
    }

    public void ForgetLater(ClientTransaction transaction, TimeSpan delay) =>
        loop.After(delay, () => _clients.Remove(ClientKey(transaction.Request)));

    public void ForgetLater(ServerTransaction transaction, TimeSpan delay) =>
        loop.After(delay, () => _servers.Remove(ServerKey(transaction.Request, transaction.Request.Method)));

    private static string ClientKey(SipMessage message) => $"{message.TopVia.Branch} {message.CSeq.Method}";

    private static string ServerKey(SipRequest request, string method)
    {
        var via = request.TopVia;
        return via.NamesTransaction
            ? $"{via.Branch} {via.Host}:{via.Port} {method}"
            : $"{request.CallId} {request.From.Tag} {request.CSeq.Number} {method}"; // RFC 2543's time
    }

    private static void NoteSource(SipRequest request, IPEndPoint source)
    {
        var vias = request.Headers.All("Via").ToList();
        request.Headers["Via"] = null;
        request.Headers.Add("Via", SipVia.Parse(vias[0]).SeenFrom(source).ToString());
        foreach (var via in vias.Skip(1))
            request.Headers.Add("Via", via);
    }

    private void ReceiveAck(SipRequest ack)
    {
        // The ACK of a refusal bears the INVITE's branch; that of a 2xx is on its own.
        if (_servers.TryGetValue(ServerKey(ack, SipMethods.Invite), out var invite))
            invite.Confirm();
        else
            Acknowledged?.Invoke(ack);
    }

    private void Begin(SipRequest request, IPEndPoint source)
    {
        if (_servers.Count >= MostServers)
            return;

        var transaction = new ServerTransaction(this, request, source);
        _servers[ServerKey(request, request.Method)] = transaction;
        if (request.IsInvite)
            transaction.Respond(100);
        Requested?.Invoke(transaction);
    }
}
