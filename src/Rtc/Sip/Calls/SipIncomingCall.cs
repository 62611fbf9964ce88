using System.Diagnostics.CodeAnalysis;
using System.Net;
using TalksPlatform.Rtc.Rtp;

namespace TalksPlatform.Rtc.Sip;

/// <summary>Somebody rings. Answer with <see cref="AcceptAsync"/> or <see cref="RejectAsync"/>.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A token source without timer or parent holds nothing to free")]
public sealed class SipIncomingCall
{
    private readonly TaskCompletionSource<SipCall> _confirmed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _givenUp = new();
    private readonly Switchboard _board;
    private readonly ServerTransaction _invite;
    private readonly CallMedia _media;
    private readonly ReliableRinging? _reliable;
    private readonly SipTimer _ringTimer;
    private readonly Dialog _dialog;
    private SipCall? _call;
    private bool _accepted;

    internal SipIncomingCall(Switchboard board, ServerTransaction invite, CallMedia media, TrunkLine? trunk)
    {
        _board = board;
        _invite = invite;
        _media = media;
        _dialog = Dialog.Answering(invite, SipTokens.New(), board.Contact(invite.Source));
        _reliable = ReliableRinging.IsRequired(invite.Request)
            ? new ReliableRinging(board.Loop, invite) { Failed = RingingFailed }
            : null;
        From = invite.Request.From.Uri;
        To = SipUri.Parse(invite.Request.Target);
        Trunk = trunk?.Trunk.Name;
        Identity = trunk is not null && SipAddress.TryParse(invite.Request.Headers.All("P-Asserted-Identity").FirstOrDefault(), out var asserted)
            ? asserted.Uri
            : null;
        ProvedUser = trunk is null && board.Options.PasswordOf is not null ? DigestGuard.UserOf(invite.Request, board.Options.Realm) : null;
        DisplayName = invite.Request.From.DisplayName;
        Source = invite.Source.Address;
        _ringTimer = board.Loop.After(board.Options.RingTimeout, () => GiveUp(480, "Nobody answered"));
        Ring(180, null);
    }

    /// <summary>Who says she is calling: never trust it without a proof.</summary>
    public SipUri From { get; }

    /// <summary>Who calls, on the word of the trunk that brought the call (RFC 3325); null when no trunk vouches for it.</summary>
    public SipUri? Identity { get; }

    /// <summary>The name whose password the caller has proved; null where none was asked for.</summary>
    public string? ProvedUser { get; }

    /// <summary>Whom she dialled.</summary>
    public SipUri To { get; }

    /// <summary>The trunk that brought the call; null for calls from a known network.</summary>
    public string? Trunk { get; }

    /// <summary>The name that her telephone gives, if any: plain text from a stranger.</summary>
    public string? DisplayName { get; }

    /// <summary>The network address that the call came from.</summary>
    public IPEndPoint Source { get; }

    /// <summary>What carries the call's signalling.</summary>
    public SipProtocol Protocol => _invite.Source.Protocol;

    /// <summary>Cancelled when the caller gave up before an answer.</summary>
    public CancellationToken GivenUp => _givenUp.Token;

    /// <summary>Names the call from our side.</summary>
    internal (string CallId, string LocalTag) Key => _dialog.Key;

    /// <summary>Takes the call; completes when the caller's telephone has confirmed.</summary>
    /// <exception cref="SipCallException">
    /// The caller gave up or was refused (487), did not confirm (408), or we have no port left (503).
    /// </exception>
    public async Task<SipCall> AcceptAsync(CancellationToken ct = default)
    {
        var call = await _board.Loop.AskAsync(Accept);
        try
        {
            return await _confirmed.Task.WaitAsync(ct);
        }
        catch (OperationCanceledException)
        {
            await call.HangUpAsync(CancellationToken.None);
            throw;
        }
    }

    /// <summary>
    /// Lets the caller hear something before the call is answered, and so before it costs her anything (early media, 183):
    /// what is sent there. Returns null where her telephone offered no voice yet.
    /// </summary>
    /// <exception cref="SipCallException">The caller gave up or was refused (487), or we have no port left (503).</exception>
    public Task<AudioSender?> PlayEarlyAsync(CancellationToken ct = default) => _board.Loop.AskAsync(PlayEarly).WaitAsync(ct);

    /// <summary>Refuses the call, e.g. 486 busy, 603 declined, 404 no such talk; harmless when it is settled.</summary>
    public Task RejectAsync(int status = 486, string? reason = null, CancellationToken ct = default) =>
        _board.Loop.AskAsync(() => Reject(status, reason)).WaitAsync(ct);

    /// <summary>Ends the ringing without an answer; on the loop.</summary>
    internal void GiveUp(int status, string? reason = null)
    {
        if (Reject(status, reason))
            _ = _givenUp.CancelAsync();
    }

    /// <summary>A request of the caller while it rings; on the loop.</summary>
    internal void Receive(ServerTransaction transaction)
    {
        var request = transaction.Request;
        if (request.From.Tag != _dialog.RemoteTag)
            transaction.Respond(481);
        else if (!_dialog.TryFollow(request))
            transaction.Respond(500, "Out Of Order");
        else if (request.Method == SipMethods.Prack && _reliable is not null)
            _reliable.Receive(transaction);
        else if (request.Method == SipMethods.Prack)
            transaction.Respond(481);
        else if (request.Method == SipMethods.Bye)
            HangUp(transaction);
        else if (request.Method == SipMethods.Update && request.Sdp is not null)
            transaction.Respond(Refusals.WhileBusy(request, ourTurn: false, theirTurn: true)!);
        else if (request.Method is SipMethods.Update or SipMethods.Info or SipMethods.Options)
            transaction.Respond(_board.Success(transaction));
        else
            transaction.Respond(Refusals.NotAllowed(request));
    }

    private void HangUp(ServerTransaction bye)
    {
        bye.Respond(200);
        GiveUp(487);
    }

    private bool Reject(int status, string? reason)
    {
        if (_accepted || _invite.Answered)
            return false;
        Settle();
        _invite.Respond(status, reason, _dialog.LocalTag);
        _ = _media.DisposeAsync().AsTask();
        return true;
    }

    private void RingingFailed()
    {
        Settle();
        _invite.Respond(504, "The ringing was not confirmed", _dialog.LocalTag);
        _confirmed.TrySetException(new SipCallException(408, "The caller's telephone did not confirm the ringing"));
        _ = _givenUp.CancelAsync();
        if (_call is not null)
            _call.End("The caller's telephone did not confirm the ringing.");
        else
            _ = _media.DisposeAsync().AsTask();
    }

    private void Settle()
    {
        _ringTimer.Dispose();
        _reliable?.Stop();
        _board.Remove(this, _invite);
    }

    private AudioSender? PlayEarly()
    {
        EnsureRinging();
        if (_invite.Request.Sdp is null)
            return null;
        Ring(183, DescribeOrRefuse());
        return _media.Audio!.Sender;
    }

    private void Ring(int status, string? sdp)
    {
        var ringing = SipResponse.For(_invite.Request, status, localTag: _dialog.LocalTag);
        ringing.Headers.CopyFrom(_invite.Request.Headers, "Record-Route");
        ringing.Headers.Add("Contact", _board.Contact(_invite.Source));
        if (sdp is not null)
            ringing.Describe(sdp);
        if (_reliable is null)
            _invite.Respond(ringing);
        else
            _reliable.Send(ringing);
    }

    private SipCall Accept()
    {
        EnsureRinging();
        _accepted = true;
        var sdp = DescribeOrRefuse();
        var call = _call = _board.Connect(_dialog, _media, new DigestClient(_board.Options.Credentials));
        if (_reliable is { Pending: true })
            _reliable.Confirmed = () => Answer(call, sdp); // the caller must first know what was agreed (RFC 3262 §3)
        else
            Answer(call, sdp);
        return call;
    }

    private void Answer(SipCall call, string sdp)
    {
        Settle();
        var response = _board.Success(_invite, _dialog.LocalTag);
        response.Headers.CopyFrom(_invite.Request.Headers, "Record-Route");
        response.Describe(sdp);
        call.KeepAlive(SessionInterval.Accept(_invite.Request, response));
        call.Respond(_invite, response, arrived => Confirm(call, arrived));
    }

    private void EnsureRinging()
    {
        if (_accepted || _invite.Answered)
            throw new SipCallException(487, "The caller has given up or was refused");
    }

    /// <summary>Our side of the voice: the answer to the caller's offer, or an offer where she made none.</summary>
    private string DescribeOrRefuse()
    {
        try
        {
            return _invite.Request.Sdp is null ? _media.Offer() : _media.Answer();
        }
        catch (SipCallException failure)
        {
            Settle();
            _invite.Respond(failure.Status, localTag: _dialog.LocalTag);
            throw;
        }
    }

    private void Confirm(SipCall call, bool arrived)
    {
        if (arrived)
        {
            _confirmed.TrySetResult(call);
            return;
        }

        call.HangUp("The caller's telephone did not confirm.");
        _confirmed.TrySetException(new SipCallException(408, "The caller's telephone did not confirm"));
    }
}
