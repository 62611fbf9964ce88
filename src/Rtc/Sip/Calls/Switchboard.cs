using TalksPlatform.Rtc.Codecs;
using TalksPlatform.Rtc.Sdp;

namespace TalksPlatform.Rtc.Sip;

/// <summary>
/// Connects requests with calls: lets new ones ring when they are admitted, hands the others to the call that they
/// belong to, and refuses the rest. Everything here runs on the loop.
/// </summary>
internal sealed class Switchboard
{
    private readonly Dictionary<(string CallId, string LocalTag), SipCall> _calls = [];
    private readonly Dictionary<(string CallId, string LocalTag), OutgoingCall> _outgoing = [];
    private readonly Dictionary<(string CallId, string LocalTag), SipIncomingCall> _incoming = [];
    private readonly Dictionary<ServerTransaction, SipIncomingCall> _ringing = [];

    public Switchboard(SipOptions options, SipLoop loop, SipTransport transport, Action<string, Exception?> troubled)
    {
        Options = options;
        Loop = loop;
        Transport = transport;
        Troubled = troubled;
        var advertised = transport.Advertised(SipProtocol.Udp);
        Address = new SipUri(options.User, advertised.Address.ToString(), advertised.Port);
        Trunks = new TrunkBook(this, new SipResolver(transport));
        Guard = new SipGuard(options, Trunks);
        Transactions = new TransactionLayer(loop, transport)
        {
            Judge = Judge,
            AnswersMalformed = Guard.Knows,
            Requested = Receive,
            Acknowledged = ReceiveAck,
            Lost = Trunks.Lose,
        };
        Media.Failed += failure => Troubled("A call stumbled over a packet", failure);
        SipMeters.Add(this);
    }

    public SipOptions Options { get; }

    public SipLoop Loop { get; }

    public SipTransport Transport { get; }

    public TransactionLayer Transactions { get; }

    public TrunkBook Trunks { get; }

    public SipGuard Guard { get; }

    public Action<string, Exception?> Troubled { get; }

    /// <summary>Receives the voices of all calls.</summary>
    public MediaReceiver Media { get; } = new();

    /// <summary>Calls that were answered and go on. Any thread.</summary>
    public int CallCount => _calls.Count;

    public SwitchboardCounts Counts => new(Transport.Malformed, Transport.Connections.Refused, Media.Faults);

    /// <summary>Who answers incoming calls.</summary>
    public Func<SipIncomingCall, Task>? IncomingCall { get; set; }

    /// <summary>Makes a call, away from the loop.</summary>
    public required Func<SipUri, SipCallOptions, CancellationToken, Task<SipCall>> Dial { get; init; }

    /// <summary>Our own address.</summary>
    public SipUri Address { get; }

    /// <summary>Our Contact header for a neighbour, under a user name that it knows us by.</summary>
    public string Contact(SipHop neighbour, string? user = null)
    {
        var contact = Address with { User = user ?? Address.User };
        return neighbour.Protocol == SipProtocol.Udp
            ? $"<{contact}>"
            : $"<{contact with { Port = Transport.Advertised(neighbour.Protocol).Port, Parameters = $";transport={neighbour.Protocol.InUri()}" }}>";
    }

    /// <summary>What we are ready to agree to with somebody behind that neighbour: keys are told only where nobody listens in.</summary>
    public AudioTerms Terms(SipHop neighbour, IReadOnlyList<AudioCodec> codecs)
    {
        var isPrivate = neighbour.Protocol == SipProtocol.Tls || Options.TellsKeysInClear;
        return new AudioTerms(codecs, isPrivate || Options.Encryption == MediaEncryption.Required ? Options.Encryption : MediaEncryption.None)
        {
            PacketMilliseconds = Options.Profile.PacketMilliseconds,
        };
    }

    /// <summary>Begins a call of ours.</summary>
    /// <exception cref="SipCallException">503: too many calls, or no port; 488: its keys would go over the network in clear.</exception>
    public OutgoingCall Begin(CallPlan plan)
    {
        if (_calls.Count + _outgoing.Count + _ringing.Count >= Options.MaxCalls)
            throw new SipCallException(503, "Too many calls at a time");
        if (TellsKeysInClear(plan.Hop))
            throw new SipCallException(488, "A voice can be encrypted only where the signalling is: call by TLS");
        var call = new OutgoingCall(this, plan);
        _outgoing[call.Key] = call;
        return call;
    }

    /// <summary>Begins a call that both sides agreed on, but perhaps for its voice: then that is still on offer.</summary>
    public SipCall Connect(Dialog dialog, CallMedia media, DigestClient digest)
    {
        var call = new SipCall(this, dialog, media, digest);
        _calls[dialog.Key] = call;
        return call;
    }

    public void Remove(SipCall call) => _calls.Remove(call.Dialog.Key);

    public void Remove(OutgoingCall call) => Loop.After(SipTimers.GiveUp, () => _outgoing.Remove(call.Key));

    public void Remove(SipIncomingCall call, ServerTransaction invite)
    {
        _ringing.Remove(invite);
        _incoming.Remove(call.Key);
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
        foreach (var outgoing in _outgoing.Values.ToList())
            outgoing.GiveUp(487, "We are closing down");
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

    /// <summary>Tells somebody outside, whose failure is not ours.</summary>
    public void Tell(Action told)
    {
        try
        {
            told();
        }
        catch (Exception failure)
        {
            Troubled("Whoever was told about a call failed", failure);
        }
    }

    /// <summary>Says who we are and what we can.</summary>
    public void Sign(SipMessage message)
    {
        message.Headers.Add("Allow", SipMethods.Allowed);
        message.Headers.Add("Supported", Options.Profile.ConfirmsRinging ? $"timer, {ReliableRinging.Extension}" : "timer");
        message.Headers.Add(message is SipRequest ? "User-Agent" : "Server", "TalksPlatform");
    }

    public SipResponse Success(ServerTransaction transaction, string? localTag = null)
    {
        var response = SipResponse.For(transaction.Request, 200, localTag: localTag);
        response.Headers.Add("Contact", Contact(transaction.Source));
        Sign(response);
        return response;
    }

    private bool TellsKeysInClear(SipHop neighbour) =>
        Options.Encryption == MediaEncryption.Required && neighbour.Protocol != SipProtocol.Tls && !Options.TellsKeysInClear;

    /// <summary>What belongs to a call is known by its tags, which nobody can guess; all else is the guard's to judge.</summary>
    private SipVerdict Judge(SipRequest request, SipHop source)
    {
        var isOfCall = request.To.Tag is { } localTag && Knows((request.CallId, localTag));
        var calledOff = request.Method == SipMethods.Cancel && Transactions.FindInvite(request, source) is not null;
        return isOfCall || calledOff ? SipVerdict.Take : Guard.Judge(request, source);
    }

    private bool Knows((string CallId, string LocalTag) key) =>
        _calls.ContainsKey(key) || _incoming.ContainsKey(key) || _outgoing.ContainsKey(key);

    private void Receive(ServerTransaction transaction)
    {
        var request = transaction.Request;
        if (request.Method == SipMethods.Cancel)
            Cancel(transaction);
        else if (request.To.Tag is { } localTag)
            FindCall((request.CallId, localTag), transaction);
        else if (request.IsInvite)
            Ring(transaction);
        else if (request.Method == SipMethods.Options)
            transaction.Respond(RequestCheck.Refuse(request, Options.Profile) ?? Success(transaction, SipTokens.New()));
        else if (SipMethods.NeedsCall(request.Method))
            transaction.Respond(481, localTag: SipTokens.New());
        else
            transaction.Respond(Refusals.NotAllowed(request));
    }

    private void FindCall((string CallId, string LocalTag) key, ServerTransaction transaction)
    {
        if (_incoming.TryGetValue(key, out var incoming))
            incoming.Receive(transaction);
        else if (_calls.TryGetValue(key, out var call) && call.Dialog.RemoteTag == transaction.Request.From.Tag)
            call.Receive(transaction);
        else if (_outgoing.TryGetValue(key, out var outgoing))
            outgoing.Receive(transaction);
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
        var invite = Transactions.FindInvite(cancel.Request, cancel.Source);
        cancel.Respond(invite is null ? 481 : 200);
        if (invite is not null && _ringing.TryGetValue(invite, out var ringing))
            ringing.GiveUp(487);
    }

    private void Ring(ServerTransaction invite)
    {
        var trunk = Trunks.Of(invite.Source.Address.Address);
        var media = new CallMedia(this, Terms(invite.Source, trunk?.Trunk.Codecs ?? Options.Codecs), Options.Encoder, invite.Source);
        if (Refuse(invite) is { } refusal)
        {
            invite.Respond(refusal);
            return;
        }

        if (invite.Request.Sdp is { } offer && !media.TryTakeOffer(offer))
        {
            invite.Respond(488, localTag: SipTokens.New());
            return;
        }

        if (IncomingCall is not { } answer)
        {
            invite.Respond(480, localTag: SipTokens.New());
            return;
        }

        var call = new SipIncomingCall(this, invite, media, trunk);
        _ringing[invite] = call;
        _incoming[call.Key] = call;
        _ = AnswerAsync(answer, call);
    }

    /// <summary>Why a call may not even ring; null when it may.</summary>
    private SipResponse? Refuse(ServerTransaction invite)
    {
        var request = invite.Request;
        if (RequestCheck.Refuse(request, Options.Profile) is { } refusal)
            return refusal;
        if (_outgoing.ContainsKey((request.CallId, request.From.Tag ?? "")))
            return SipResponse.For(request, 482, localTag: SipTokens.New()); // our own call has come back to us
        if (_calls.Count + _ringing.Count + _outgoing.Count >= Options.MaxCalls)
            return Refusals.Full(request);
        if (TellsKeysInClear(invite.Source))
            return SipResponse.For(request, 488, localTag: SipTokens.New());
        return SessionInterval.IsTooShort(request) ? SessionInterval.TooSmall(request) : null;
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
