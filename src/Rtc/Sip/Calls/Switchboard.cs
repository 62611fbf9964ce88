using System.Net;
using TalksPlatform.Rtc.Codecs;
using TalksPlatform.Rtc.Rtp;
using TalksPlatform.Rtc.Sdp;

namespace TalksPlatform.Rtc.Sip;

/// <summary>
/// Connects requests with calls: lets new ones ring when they are admitted, hands the others to the call that they
/// belong to, and refuses the rest. Everything here runs on the loop.
/// </summary>
internal sealed class Switchboard
{
    private readonly Dictionary<(string CallId, string LocalTag), SipCall> _calls = [];
    private readonly Dictionary<ServerTransaction, SipIncomingCall> _ringing = [];
    private readonly DigestGuard _guard;
    private readonly CallLimiter _limiter;

    public Switchboard(SipOptions options, SipLoop loop, SipTransport transport, Action<string, Exception?> troubled)
    {
        Options = options;
        Loop = loop;
        Transport = transport;
        Troubled = troubled;
        Transactions = new TransactionLayer(loop, transport) { Requested = Receive, Acknowledged = ReceiveAck };
        Address = new SipUri(options.User, Advertised.Address.ToString(), Advertised.Port);
        _guard = new DigestGuard(options);
        _limiter = new CallLimiter(options.MaxCallsPerSourcePerMinute, options.Time);
    }

    public SipOptions Options { get; }

    public SipLoop Loop { get; }

    public SipTransport Transport { get; }

    public TransactionLayer Transactions { get; }

    public Action<string, Exception?> Troubled { get; }

    /// <summary>Receives the voices of all calls.</summary>
    public MediaReceiver Media { get; } = new();

    /// <summary>Who answers incoming calls.</summary>
    public Func<SipIncomingCall, Task>? IncomingCall { get; set; }

    private IPEndPoint Advertised => Transport.Advertised(SipProtocol.Udp);

    /// <summary>Our own address.</summary>
    public SipUri Address { get; }

    /// <summary>Our Contact header for neighbours that we reach by a protocol.</summary>
    public string Contact(SipProtocol protocol) => protocol == SipProtocol.Udp
        ? $"<{Address}>"
        : $"<{Address with { Port = Transport.Advertised(protocol).Port, Parameters = $";transport={protocol.InUri()}" }}>";

    /// <summary>Sends a request outside or inside of a dialog.</summary>
    public ClientTransaction Send(SipRequest request, SipHop hop, Action<SipResponse> responded) =>
        Transactions.Send(request, hop, responded);

    /// <summary>What we are ready to agree to.</summary>
    public AudioTerms Terms(SipCallOptions? call = null) => new(call?.Codecs ?? Options.Codecs, Options.Encryption);

    /// <summary>Begins a call that both sides agreed on, but perhaps for its voice: then that is still on offer.</summary>
    public SipCall Connect(
        Dialog dialog,
        RtpPort port,
        AudioNegotiation negotiation,
        EncoderOptions? encoder = null,
        SipCredentials? credentials = null)
    {
        var format = negotiation.Agreement?.Format ?? AudioCodecNames.FormatOf(Options.Codecs[0]);
        var audio = new CallAudio(port, Media, format, encoder ?? Options.Encoder, Options.User, Options.Time);
        var call = new SipCall(this, dialog, audio, negotiation, credentials ?? Options.Credentials);
        _calls[dialog.Key] = call;
        return call;
    }

    public void Remove(SipCall call) => _calls.Remove(call.Dialog.Key);

    public void Remove(SipIncomingCall call, ServerTransaction invite)
    {
        if (_ringing.GetValueOrDefault(invite) == call)
            _ringing.Remove(invite);
    }

    /// <summary>Looks after every call.</summary>
    public void Watch()
    {
        foreach (var call in _calls.Values.ToList())
            call.Watch();
    }

    /// <summary>Ends everything.</summary>
    public IReadOnlyList<SipCall> Close()
    {
        foreach (var ringing in _ringing.Values.ToList())
            ringing.GiveUp(503);
        var calls = _calls.Values.ToList();
        foreach (var call in calls)
            call.HangUp("We are closing down.");
        return calls;
    }

    /// <summary>Reads a far end's description; null when it is malformed or has no codec in common.</summary>
    public AudioAgreement? Read(string sdp, Func<string, AudioAgreement?> take)
    {
        try
        {
            return take(sdp);
        }
        catch (SdpException failure)
        {
            Troubled("A telephone sent a malformed session description", failure);
            return null;
        }
    }

    /// <summary>Says who we are and what we can.</summary>
    public void Sign(SipMessage message)
    {
        message.Headers.Add("Allow", SipMethods.Allowed);
        message.Headers.Add("Supported", "timer");
        message.Headers.Add(message is SipRequest ? "User-Agent" : "Server", "TalksPlatform");
    }

    public SipResponse Success(SipRequest request, SipProtocol protocol, string? localTag = null)
    {
        var response = SipResponse.For(request, 200, localTag: localTag);
        response.Headers.Add("Contact", Contact(protocol));
        Sign(response);
        return response;
    }

    public SipResponse MethodNotAllowed(SipRequest request)
    {
        var response = SipResponse.For(request, 405, localTag: SipTokens.New());
        response.Headers.Add("Allow", SipMethods.Allowed);
        return response;
    }

    public SipResponse IntervalTooSmall(SipRequest request)
    {
        var response = SipResponse.For(request, 422, localTag: SipTokens.New());
        response.Headers.Add("Min-SE", SessionInterval.LeastSeconds.ToString("D", null));
        return response;
    }

    private void Receive(ServerTransaction transaction)
    {
        var request = transaction.Request;
        if (request.Method == SipMethods.Cancel)
            Cancel(transaction);
        else if (request.To.Tag is { } localTag)
            FindCall(request, localTag, transaction);
        else if (request.IsInvite)
            Ring(transaction);
        else if (request.Method == SipMethods.Options)
            transaction.Respond(RequestCheck.Refuse(request) ?? Success(request, transaction.Source.Protocol, SipTokens.New()));
        else if (request.Method is SipMethods.Bye or SipMethods.Update or SipMethods.Info)
            transaction.Respond(481, localTag: SipTokens.New());
        else
            transaction.Respond(MethodNotAllowed(request));
    }

    private void FindCall(SipRequest request, string localTag, ServerTransaction transaction)
    {
        if (_calls.TryGetValue((request.CallId, localTag), out var call) && call.Dialog.RemoteTag == request.From.Tag)
            call.Receive(transaction);
        else
            transaction.Respond(481);
    }

    private void ReceiveAck(SipRequest ack)
    {
        if (ack.To.Tag is { } localTag && _calls.TryGetValue((ack.CallId, localTag), out var call))
            call.ReceiveAck(ack);
    }

    private void Cancel(ServerTransaction cancel)
    {
        var invite = Transactions.FindInvite(cancel);
        cancel.Respond(invite is null ? 481 : 200);
        if (invite is not null && _ringing.TryGetValue(invite, out var ringing))
            ringing.GiveUp(487);
    }

    private void Ring(ServerTransaction invite)
    {
        var request = invite.Request;
        if (Refuse(invite) is { } refusal)
        {
            invite.Respond(refusal);
            return;
        }

        var negotiation = new AudioNegotiation(Terms());
        var offer = request.Sdp is { } sdp ? Read(sdp, negotiation.TakeOffer) : null;
        var localTag = SipTokens.New();
        if (request.Body.Length > 0 && offer is null)
        {
            invite.Respond(488, localTag: localTag);
            return;
        }

        if (IncomingCall is not { } answer)
        {
            invite.Respond(480, localTag: localTag);
            return;
        }

        var call = new SipIncomingCall(this, invite, negotiation, localTag, SipUri.Parse(request.Target));
        _ringing[invite] = call;
        var ringing = SipResponse.For(request, 180, localTag: localTag);
        ringing.Headers.Add("Contact", Contact(invite.Source.Protocol));
        invite.Respond(ringing);
        _ = AnswerAsync(answer, call);
    }

    /// <summary>Why a call may not even ring; null when it may.</summary>
    private SipResponse? Refuse(ServerTransaction invite)
    {
        var request = invite.Request;
        if (RequestCheck.Refuse(request) is { } refusal)
            return refusal;
        if (!_guard.Admits(request))
            return _guard.Challenge(request);

        if (_calls.Count + _ringing.Count >= Options.MaxCalls || !_limiter.TryAdmit(invite.Source.Address.Address))
        {
            var response = SipResponse.For(request, 503, localTag: SipTokens.New());
            response.Headers.Add("Retry-After", "60");
            return response;
        }

        return SessionInterval.IsTooShort(request) ? IntervalTooSmall(request) : null;
    }

    private async Task AnswerAsync(Func<SipIncomingCall, Task> answer, SipIncomingCall call)
    {
        try
        {
            await Task.Run(() => answer(call)); // away from the loop, which must not wait
        }
        catch (SipCallException)
        {
            // The caller gave up while we were answering.
        }
        catch (Exception failure)
        {
            Troubled("Answering a call failed", failure);
            await call.RejectAsync(500);
        }
    }
}
