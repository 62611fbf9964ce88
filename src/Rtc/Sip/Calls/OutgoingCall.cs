using System.Diagnostics.CodeAnalysis;

namespace TalksPlatform.Rtc.Sip;

/// <summary>A call of ours that rings at the far end and is not answered yet (RFC 3261 §13.2). On the loop.</summary>
[SuppressMessage("Design", "CA1001", Justification = "The voice goes over to the call, or is freed when there is none")]
internal sealed class OutgoingCall
{
    private const int MostTries = 4; // proofs for a proxy and for the far end, and a longer session
    private readonly TaskCompletionSource<SipCall> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly HashSet<string?> _dismissed = [];
    private readonly Switchboard _board;
    private readonly CallPlan _plan;
    private readonly CallMedia _media;
    private readonly EarlyDialogs _early;
    private readonly SipTimer _ringTimer;
    private ClientTransaction? _invite;
    private SipCall? _call;
    private TimeSpan? _session;
    private TimeSpan? _leastSession;
    private uint _number;
    private bool _cancelled;
    private bool _cancelSent;
    private bool _earlyTold;

    public OutgoingCall(Switchboard board, CallPlan plan)
    {
        _board = board;
        _plan = plan;
        _session = board.Options.SessionExpires;
        _media = new CallMedia(board, board.Terms(plan.Hop, plan.Codecs), plan.Options.Encoder ?? board.Options.Encoder, plan.Hop);
        _media.Open();
        _early = new EarlyDialogs(board, plan);
        _ringTimer = board.Loop.After(plan.Options.RingTimeout, () => GiveUp(408, "Nobody answered"));
        Invite();
    }

    /// <summary>Names the call from our side.</summary>
    public (string CallId, string LocalTag) Key { get; } = (SipTokens.New(), SipTokens.New());

    /// <summary>The call, when somebody answers.</summary>
    public Task<SipCall> Answer => _answer.Task;

    /// <summary>Stops the ringing (RFC 3261 §9.1): at once when it rings, else as soon as the far end shows a sign.</summary>
    public void GiveUp(int status, string reason)
    {
        if (_answer.Task.IsCompleted)
            return;
        _cancelled = true;
        if (_invite is { Proceeding: true })
            Cancel();
        Fail(status, reason);
    }

    /// <summary>A request of a telephone that rings.</summary>
    public void Receive(ServerTransaction transaction)
    {
        var request = transaction.Request;
        if (_early.Find(request.From.Tag) is not { } dialog)
            transaction.Respond(481);
        else if (!dialog.TryFollow(request))
            transaction.Respond(500, "Out Of Order");
        else if (request.Method == SipMethods.Update)
            Update(transaction);
        else if (request.Method is SipMethods.Info or SipMethods.Options)
            transaction.Respond(200);
        else
            transaction.Respond(Refusals.NotAllowed(request));
    }

    private void Update(ServerTransaction update)
    {
        var offer = update.Request.Sdp;
        if (offer is not null && Refusals.WhileBusy(update.Request, _media.OfferPending, theirTurn: false) is { } busy)
        {
            update.Respond(busy);
            return;
        }

        if (offer is not null && !_media.TryTakeOffer(offer))
        {
            update.Respond(488);
            return;
        }

        var response = _board.Success(update);
        if (offer is not null)
            response.Describe(_media.Answer());
        update.Respond(response);
    }

    private void Invite()
    {
        var request = new SipRequest(SipMethods.Invite, _plan.Target.ToString());
        var name = _plan.Options.DisplayName ?? _board.Options.DisplayName;
        request.Headers.Add("Max-Forwards", "70");
        foreach (var route in _plan.Routes)
            request.Headers.Add("Route", route);
        request.Headers.Add("From", new SipAddress(name, _plan.From, $";tag={Key.LocalTag}").ToString());
        request.Headers.Add("To", $"<{_plan.Target}>");
        request.Headers.Add("Call-ID", Key.CallId);
        request.Headers.Add("CSeq", new CSeq(++_number, SipMethods.Invite).ToString());
        request.Headers.Add("Contact", _board.Contact(_plan.Hop, _plan.From.User));
        _board.Sign(request);
        SessionInterval.Ask(request, _session, weRefresh: false, _leastSession);
        request.Describe(_media.Offer());
        _plan.Digest.Sign(request);
        _invite = _board.Transactions.Send(request, _plan.Hop, response => Receive(request, response));
    }

    private void Receive(SipRequest invite, SipResponse response)
    {
        if (response.IsProvisional)
            ReceiveProgress(invite, response);
        else if (response.IsSuccess)
            ReceiveSuccess(invite, response);
        else if (!TryAgain(invite, response))
            Fail(response.Status, response.Reason);
    }

    private void ReceiveProgress(SipRequest invite, SipResponse response)
    {
        if (_cancelled)
        {
            Cancel();
            return;
        }

        if (response.Status == 100 || !_early.TryConfirm(invite, response))
            return;
        _early.Of(invite, response);
        if (response.Sdp is not { } sdp || !_media.TryTakeAnswer(sdp) || _earlyTold)
            return;
        _earlyTold = true;
        _board.Tell(() => _plan.Options.EarlyMedia?.Invoke(_media.Audio!.Receiver));
    }

    private bool TryAgain(SipRequest invite, SipResponse response)
    {
        if (_cancelled || _number >= MostTries)
            return false;
        if (response.Status == 422 && SessionInterval.Demanded(response) is { } least && least > _session)
            _session = _leastSession = least;
        else if (response.Status is not (401 or 407) || !_plan.Digest.TryTake(response, invite))
            return false;
        Invite();
        return true;
    }

    private void ReceiveSuccess(SipRequest invite, SipResponse response)
    {
        if (_early.Of(invite, response) is not { } dialog)
            return;
        dialog.Refresh(response);
        _board.Transactions.Acknowledge(dialog.Ack(response), dialog.Hop(_board.Transport));
        if (dialog == _call?.Dialog || _dismissed.Contains(dialog.RemoteTag))
            return; // the answer is repeated: our confirmation was lost

        if (!_answer.Task.IsCompleted && (response.Sdp is { } sdp ? _media.TryTakeAnswer(sdp) : _media.IsAgreed))
        {
            Establish(dialog, response);
            return;
        }

        // Given up in the meantime, answered by a second telephone too, or with nothing that we speak.
        _dismissed.Add(dialog.RemoteTag);
        new DialogRequests(_board, dialog, _plan.Digest).Send(SipMethods.Bye);
        Fail(488, "The far end answered without a codec in common");
    }

    private void Establish(Dialog dialog, SipResponse response)
    {
        _ringTimer.Dispose();
        _board.Remove(this);
        _call = _board.Connect(dialog, _media, _plan.Digest);
        _call.KeepAlive(SessionInterval.Agreed(response));
        _answer.TrySetResult(_call);
    }

    private void Cancel()
    {
        if (_cancelSent || _invite!.Completed)
            return;
        _cancelSent = true;
        _board.Transactions.Cancel(_invite);
    }

    private void Fail(int status, string reason)
    {
        if (!_answer.TrySetException(new SipCallException(status, reason)))
            return;
        _ringTimer.Dispose();
        _board.Remove(this);
        _ = _media.DisposeAsync().AsTask();
    }
}
