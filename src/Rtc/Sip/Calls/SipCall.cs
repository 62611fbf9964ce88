using TalksPlatform.Rtc.Codecs;
using TalksPlatform.Rtc.Rtp;
using TalksPlatform.Rtc.Sdp;

namespace TalksPlatform.Rtc.Sip;

/// <summary>A call that was answered: a voice each way until somebody hangs up.</summary>
public sealed class SipCall : IAsyncDisposable
{
    private const int KeysByVoice = 1;
    private const int KeysByInfo = 2;
    private readonly TaskCompletionSource<string> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Switchboard _board;
    private readonly CallMedia _media;
    private readonly CallAudio _audio;
    private readonly DialogRequests _requests;
    private readonly CallChanges _changes;
    private readonly EarlyKeys _keys = new();
    private SipTimer? _sessionTimer;
    private ServerTransaction? _unconfirmed;
    private int _keyWay;
    private bool _over;
    private Task _released = Task.CompletedTask;

    internal SipCall(Switchboard board, Dialog dialog, CallMedia media, DigestClient digest)
    {
        _board = board;
        _media = media;
        _audio = media.Begin();
        _requests = new DialogRequests(board, dialog, digest);
        _changes = new CallChanges(board, dialog, _requests, media) { Refreshed = TakeRefreshed };
        Dialog = dialog;
        Receiver.Digit += digit => Press(digit, KeysByVoice);
        media.HoldChanged += held => Guarded(() => HoldChanged?.Invoke(held));
    }

    /// <summary>The far end pressed a key; raised on a network thread. Whoever comes first hears those from before, too.</summary>
    public event Action<char>? Digit
    {
        add => _keys.Add(value!);
        remove => _keys.Remove(value!);
    }

    /// <summary>The far end put us on hold (true) or took us back (false).</summary>
    public event Action<bool>? HoldChanged;

    /// <summary>The far end passed us on to somebody else, who has answered: the new call.</summary>
    public event Action<SipCall>? Transferred;

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

    /// <summary>How long nothing was heard of the far end.</summary>
    public TimeSpan Silence => _audio.Silence;

    /// <summary>Completes, with the reason in words, when the call is over for whatever reason.</summary>
    public Task<string> Ended => _ended.Task;

    /// <summary>True while the far end does not want to hear us.</summary>
    public bool OnHold => _media.OnHold;

    internal Dialog Dialog { get; }

    /// <summary>Puts the far end on hold, or takes it back; completes when it has agreed.</summary>
    /// <exception cref="SipCallException">It refused, or the call ended.</exception>
    public async Task HoldAsync(bool hold = true, CancellationToken ct = default)
    {
        var direction = hold ? MediaDirection.SendOnly : MediaDirection.SendRecv;
        var changing = await _board.Loop.AskAsync(() => _over
            ? throw new SipCallException(487, "The call is over")
            : _changes.ChangeAsync(direction));
        var response = await changing.WaitAsync(ct);
        if (!response.IsSuccess)
            throw new SipCallException(response.Status, response.Reason);
    }

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
        _requests.Send(SipMethods.Bye);
        End(reason);
        return true;
    }

    /// <summary>Looks whether the call is still alive; on the loop, every second.</summary>
    internal void Watch()
    {
        if (_audio.MayHear && !OnHold && _audio.Silence > _board.Options.MediaTimeout)
            HangUp($"No sound came for {_board.Options.MediaTimeout.TotalSeconds:0} s.");
    }

    /// <summary>Begins to refresh, or to expect refreshes.</summary>
    internal void KeepAlive(SessionInterval? interval)
    {
        _sessionTimer?.Dispose();
        _changes.SessionLength = interval?.Length;
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
            case SipMethods.Info:
                transaction.Respond(200);
                if (InfoDigit.Read(request) is { } digit)
                    Press(digit, KeysByInfo);
                break;
            case SipMethods.Options:
                transaction.Respond(_board.Success(transaction));
                break;
            case SipMethods.Refer:
                new Referral(_board, _requests, call => Guarded(() => Transferred?.Invoke(call))).Receive(transaction);
                break;
            case SipMethods.Prack or SipMethods.Notify:
                transaction.Respond(481);
                break;
            default:
                transaction.Respond(Refusals.NotAllowed(request));
                break;
        }
    }

    /// <summary>The ACK of our 2xx may carry the answer to an offer that we made in it.</summary>
    internal void ReceiveAck(SipRequest ack)
    {
        if (_unconfirmed is null || _unconfirmed.Request.CSeq.Number != ack.CSeq.Number)
            return;
        if (ack.Sdp is { } sdp && _media.OfferPending)
            _media.TryTakeAnswer(sdp);
        var confirmed = _unconfirmed;
        _unconfirmed = null;
        confirmed.Confirm();
        if (!_media.IsAgreed)
            HangUp("The far end answered without a codec in common.");
    }

    /// <summary>The call is over; nothing more is sent.</summary>
    internal void End(string reason)
    {
        if (_over)
            return;
        _over = true;
        _sessionTimer?.Dispose();
        _changes.Stop();
        _board.Remove(this);
        _released = _media.DisposeAsync().AsTask();
        _ended.TrySetResult(reason);
    }

    private void Renegotiate(ServerTransaction transaction)
    {
        var request = transaction.Request;
        var offers = request.IsInvite || request.Sdp is not null;
        if (offers && Refusals.WhileBusy(request, ourTurn: _changes.Pending, theirTurn: _unconfirmed is not null) is { } busy)
            transaction.Respond(busy);
        else if (SessionInterval.IsTooShort(request))
            transaction.Respond(SessionInterval.TooSmall(request));
        else if (request.Body.Length > 0 && request.Sdp is null)
            transaction.Respond(Refusals.MediaType(request));
        else if (request.Sdp is { } offer && !_media.TryTakeOffer(offer))
            transaction.Respond(488);
        else
            Agree(transaction);
    }

    private void Agree(ServerTransaction transaction)
    {
        var request = transaction.Request;
        var response = _board.Success(transaction);
        if (request.Sdp is not null)
            response.Describe(_media.Answer());
        else if (request.IsInvite)
            response.Describe(_media.Offer(MediaDirection.SendRecv));

        KeepAlive(SessionInterval.Accept(request, response));
        Respond(transaction, response, confirmed =>
        {
            if (!confirmed)
                HangUp("The far end did not confirm a change of the call.");
        });
    }

    private void Refresh()
    {
        if (!_over)
            _changes.Refresh();
    }

    private void TakeRefreshed(SipResponse response)
    {
        if (_over)
            return;
        if (response.Status is 408 or 481)
            HangUp("The far end is gone.");
        else if (response.IsSuccess)
            KeepAlive(SessionInterval.Agreed(response));
        else if (_changes.SessionLength is { } length)
            _sessionTimer = _board.Loop.After(length / 4, Refresh); // refused: once more before the session ends
    }

    /// <summary>Some far ends send each key twice, with the voice and in INFO: the way of the first is the call's.</summary>
    private void Press(char digit, int way)
    {
        var first = Interlocked.CompareExchange(ref _keyWay, way, 0);
        if (first == 0 || first == way)
            Guarded(() => _keys.Press(digit));
    }

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
