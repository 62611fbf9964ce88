using TalksPlatform.Rtc.Sdp;

namespace TalksPlatform.Rtc.Sip;

/// <summary>A call of ours that rings at the far end and is not answered yet (RFC 3261 §13.2). On the loop.</summary>
internal sealed class OutgoingCall
{
    private readonly TaskCompletionSource<SipCall> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Switchboard _board;
    private readonly SipUri _target;
    private readonly SipHop _hop;
    private readonly SipCallOptions _options;
    private readonly RtpPort _port;
    private readonly AudioNegotiation _negotiation;
    private readonly SipTimer _ringTimer;
    private readonly string _callId = SipTokens.New();
    private readonly string _localTag = SipTokens.New();
    private ClientTransaction? _invite;
    private SipCall? _call;
    private uint _number;
    private bool _challenged;
    private bool _cancelled;

    public OutgoingCall(Switchboard board, SipUri target, SipHop hop, SipCallOptions options)
    {
        _board = board;
        _target = target;
        _hop = hop;
        _options = options;
        _port = RtpPort.Open(board.Options);
        _negotiation = new AudioNegotiation(board.Terms(options)) { Local = _port.Advertised };
        _ringTimer = board.Loop.After(options.RingTimeout, () => GiveUp(408, "Nobody answered"));
        Invite(null);
    }

    /// <summary>The call, when somebody answers.</summary>
    public Task<SipCall> Answer => _answer.Task;

    private SipCredentials? Credentials => _options.Credentials ?? _board.Options.Credentials;

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

    private void Invite(SipResponse? challenge)
    {
        var request = new SipRequest(SipMethods.Invite, _target.ToString());
        var name = _options.DisplayName ?? _board.Options.DisplayName;
        request.Headers.Add("Max-Forwards", "70");
        request.Headers.Add("From", new SipAddress(name, _board.Address, $";tag={_localTag}").ToString());
        request.Headers.Add("To", $"<{_target}>");
        request.Headers.Add("Call-ID", _callId);
        request.Headers.Add("CSeq", new CSeq(++_number, SipMethods.Invite).ToString());
        request.Headers.Add("Contact", _board.Contact(_hop.Protocol));
        _board.Sign(request);
        request.Describe(_negotiation.Offer());
        if (challenge is not null && !DigestClient.TryAnswer(challenge, request, Credentials))
            Fail(challenge.Status, challenge.Reason);
        else
            _invite = _board.Transactions.Send(request, _hop, response => Receive(request, response));
    }

    private void Receive(SipRequest invite, SipResponse response)
    {
        if (response.IsProvisional)
        {
            if (_cancelled)
                Cancel();
        }
        else if (response.IsSuccess)
        {
            ReceiveSuccess(invite, response);
        }
        else if (response.Status is 401 or 407 && !_challenged && !_cancelled)
        {
            _challenged = true;
            Invite(response);
        }
        else
        {
            Fail(response.Status, response.Reason);
        }
    }

    private void ReceiveSuccess(SipRequest invite, SipResponse response)
    {
        if (_call is not null && response.To.Tag == _call.Dialog.RemoteTag)
        {
            // The far end repeats its answer: our confirmation was lost.
            _board.Transactions.Acknowledge(_call.Dialog.Ack(response), _call.Dialog.Hop(_board.Transport));
            return;
        }

        var dialog = Dialog.Answered(invite, response, _hop, _board.Contact(_hop.Protocol));
        _board.Transactions.Acknowledge(dialog.Ack(response), dialog.Hop(_board.Transport));
        var answer = response.Sdp is { } sdp ? _board.Read(sdp, _negotiation.TakeAnswer) : null;
        if (_answer.Task.IsCompleted || answer is null)
        {
            // Given up in the meantime, answered by a second telephone too, or with nothing that we speak.
            _board.Transactions.Send(dialog.NewRequest(SipMethods.Bye), dialog.Hop(_board.Transport), _ => { });
            Fail(488, "The far end answered without a codec in common");
            return;
        }

        Establish(dialog, response, answer);
    }

    private void Establish(Dialog dialog, SipResponse response, AudioAgreement agreement)
    {
        _ringTimer.Dispose();
        _call = _board.Connect(dialog, _port, _negotiation, _options.Encoder, Credentials);
        _call.Apply(agreement);
        _call.KeepAlive(SessionInterval.Agreed(response));
        _answer.TrySetResult(_call);
    }

    private void Cancel()
    {
        _cancelled = false; // once is enough
        _board.Transactions.Cancel(_invite!);
    }

    private void Fail(int status, string reason)
    {
        if (!_answer.TrySetException(new SipCallException(status, reason)))
            return;
        _ringTimer.Dispose();
        _port.Dispose();
    }
}
