using TalksPlatform.Rtc.Codecs;
using TalksPlatform.Rtc.Rtp;
using TalksPlatform.Rtc.Sdp;

namespace TalksPlatform.Rtc.Sip;

/// <summary>A call that was answered: a voice each way until somebody hangs up.</summary>
public sealed class SipCall : IAsyncDisposable
{
    private readonly TaskCompletionSource<string> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Switchboard _board;
    private readonly CallAudio _audio;
    private readonly SipCredentials? _credentials;
    private readonly AudioNegotiation _negotiation;
    private SipTimer? _sessionTimer;
    private ServerTransaction? _unconfirmed;
    private bool _refreshing;
    private bool _over;
    private Task _released = Task.CompletedTask;

    internal SipCall(Switchboard board, Dialog dialog, CallAudio audio, AudioNegotiation negotiation, SipCredentials? credentials = null)
    {
        _board = board;
        _audio = audio;
        _negotiation = negotiation;
        _credentials = credentials;
        Dialog = dialog;
        Receiver.Digit += RaiseDigit;
    }

    /// <summary>The far end pressed a key; raised on a network thread.</summary>
    public event Action<char>? Digit;

    /// <summary>The far end put us on hold (true) or took us back (false).</summary>
    public event Action<bool>? HoldChanged;

    /// <summary>The Call-ID: unique in the world.</summary>
    public string Id => Dialog.CallId;

    /// <summary>The far end's address.</summary>
    public SipUri Remote => Dialog.Remote;

    /// <summary>The codec that was agreed.</summary>
    public AudioCodec Codec => Receiver.Format.Codec;

    /// <summary>What the far end says.</summary>
    public AudioReceiver Receiver => _audio.Receiver;

    /// <summary>What we say.</summary>
    public AudioSender Sender => _audio.Sender;

    /// <summary>Completes, with the reason in words, when the call is over for whatever reason.</summary>
    public Task<string> Ended => _ended.Task;

    /// <summary>True while the far end does not want to hear us.</summary>
    public bool OnHold { get; private set; }

    internal Dialog Dialog { get; }

    /// <summary>Ends the call; harmless when it is over already.</summary>
    public async Task HangUpAsync(CancellationToken ct = default)
    {
        if (!Ended.IsCompleted)
            await _board.Loop.AskAsync(() => HangUp("We hung up.")).WaitAsync(ct);
    }

    /// <summary>Hangs up and frees the sockets and codecs.</summary>
    public async ValueTask DisposeAsync()
    {
        await HangUpAsync();
        await Ended;
        await _released;
    }

    /// <summary>Says goodbye; on the loop.</summary>
    internal bool HangUp(string reason)
    {
        if (_over)
            return false;
        Request(SipMethods.Bye, null, _ => { });
        End(reason);
        return true;
    }

    /// <summary>Looks whether the call is still alive; on the loop, every second.</summary>
    internal void Watch()
    {
        if (_audio.MayHear && !OnHold && _audio.Silence > _board.Options.MediaTimeout)
            HangUp($"No sound came for {_board.Options.MediaTimeout.TotalSeconds:0} s.");
    }

    /// <summary>Takes what was agreed into use: the codec, where the far end is, and whether it wants to hear us.</summary>
    internal void Apply(AudioAgreement agreement)
    {
        _audio.Change(agreement, Dialog.Hop(_board.Transport).Address.Address);
        if (OnHold == agreement.Holds)
            return;
        OnHold = agreement.Holds;
        Guarded(() => HoldChanged?.Invoke(agreement.Holds));
    }

    /// <summary>Begins to refresh, or to expect refreshes.</summary>
    internal void KeepAlive(SessionInterval? interval)
    {
        _sessionTimer?.Dispose();
        _sessionTimer = interval switch
        {
            null => null,
            { WeRefresh: true } => _board.Loop.After(interval.Refresh, Refresh),
            _ => _board.Loop.After(interval.GiveUp, () => HangUp("The far end stopped refreshing the call.")),
        };
    }

    /// <summary>Sends the 2xx of an INVITE, again and again until the far end confirms.</summary>
    internal void Respond(ServerTransaction invite, SipResponse success, Action<bool> confirmed)
    {
        if (invite.Request.IsInvite)
            _unconfirmed = invite;
        invite.Respond(success, confirmed);
    }

    /// <summary>A request of the far end within the call.</summary>
    internal void Receive(ServerTransaction transaction)
    {
        var request = transaction.Request;
        if (!Dialog.TryFollow(request))
        {
            transaction.Respond(500, "Out Of Order");
            return;
        }

        switch (request.Method)
        {
            case SipMethods.Bye:
                transaction.Respond(200);
                End("The far end hung up.");
                break;
            case SipMethods.Invite or SipMethods.Update:
                Renegotiate(transaction);
                break;
            case SipMethods.Options or SipMethods.Info:
                transaction.Respond(200);
                break;
            default:
                transaction.Respond(_board.MethodNotAllowed(request));
                break;
        }
    }

    /// <summary>The ACK of our 2xx may carry the answer to an offer that we made in it.</summary>
    internal void ReceiveAck(SipRequest ack)
    {
        if (_unconfirmed is null || _unconfirmed.Request.CSeq.Number != ack.CSeq.Number)
            return;
        _unconfirmed.Confirm();
        _unconfirmed = null;
        if (ack.Sdp is { } sdp && _board.Read(sdp, _negotiation.TakeAnswer) is { } agreement)
            Apply(agreement);
        if (_negotiation.Agreement is null)
            HangUp("The far end answered without a codec in common.");
    }

    /// <summary>The call is over; nothing more is sent.</summary>
    internal void End(string reason)
    {
        if (_over)
            return;
        _over = true;
        _sessionTimer?.Dispose();
        _board.Remove(this);
        _released = _audio.DisposeAsync().AsTask();
        _ended.TrySetResult(reason);
    }

    private void Renegotiate(ServerTransaction transaction)
    {
        var request = transaction.Request;
        if (_refreshing)
        {
            transaction.Respond(491);
            return;
        }

        if (SessionInterval.IsTooShort(request))
        {
            transaction.Respond(_board.IntervalTooSmall(request));
            return;
        }

        var response = _board.Success(request, transaction.Source.Protocol);
        if (request.Sdp is { } offer)
        {
            if (_board.Read(offer, _negotiation.TakeOffer) is not { } agreement)
            {
                transaction.Respond(488);
                return;
            }

            Apply(agreement);
            response.Describe(_negotiation.Answer());
        }
        else if (request.IsInvite)
        {
            response.Describe(_negotiation.Offer(MediaDirection.SendRecv));
        }

        KeepAlive(SessionInterval.Accept(request, response));
        Respond(transaction, response, confirmed =>
        {
            if (!confirmed)
                HangUp("The far end did not confirm a change of the call.");
        });
    }

    private void Refresh()
    {
        if (_over)
            return;
        _refreshing = true;
        Request(SipMethods.Invite, _negotiation.Offer(), Refreshed);
    }

    private void Refreshed(SipResponse response)
    {
        _refreshing = false;
        if (_over)
            return;
        if (response.Status is 408 or 481)
            HangUp("The far end is gone.");
        else if (response.Status == 491)
            _sessionTimer = _board.Loop.After(SipTimers.T2, Refresh);
        else
            TakeRefreshed(response);
    }

    private void TakeRefreshed(SipResponse response)
    {
        if (response is { IsSuccess: true, Sdp: { } sdp } && _board.Read(sdp, _negotiation.TakeAnswer) is { } agreement)
            Apply(agreement);
        KeepAlive(SessionInterval.Agreed(response));
    }

    /// <summary>Sends a request within the call, and once more with a proof when asked for one.</summary>
    private void Request(string method, string? sdp, Action<SipResponse> settled, SipResponse? challenge = null)
    {
        var request = Dialog.NewRequest(method);
        _board.Sign(request);
        if (sdp is not null)
            request.Describe(sdp);
        if (challenge is not null && !DigestClient.TryAnswer(challenge, request, _credentials))
        {
            settled(challenge);
            return;
        }

        _board.Transactions.Send(request, Dialog.Hop(_board.Transport), response =>
        {
            if (response.IsProvisional)
                return;
            if (response.IsSuccess && request.IsInvite)
                _board.Transactions.Acknowledge(Dialog.Ack(response), Dialog.Hop(_board.Transport));
            if (response.Status is 401 or 407 && challenge is null)
                Request(method, sdp, settled, response);
            else
                settled(response);
        });
    }

    private void RaiseDigit(char digit) => Guarded(() => Digit?.Invoke(digit));

    private void Guarded(Action told)
    {
        try
        {
            told();
        }
        catch (Exception failure)
        {
            _board.Troubled("Whoever was told about a call failed", failure);
        }
    }
}
