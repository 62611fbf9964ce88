using System.Diagnostics.CodeAnalysis;
using System.Net;
using TalksPlatform.Rtc.Sdp;

namespace TalksPlatform.Rtc.Sip;

/// <summary>Somebody rings. Answer with <see cref="AcceptAsync"/> or <see cref="RejectAsync"/>.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A token source without timer or parent holds nothing to free")]
public sealed class SipIncomingCall
{
    private readonly Switchboard _board;
    private readonly ServerTransaction _invite;
    private readonly AudioNegotiation _negotiation;
    private readonly string _localTag;
    private readonly CancellationTokenSource _givenUp = new();
    private readonly SipTimer _ringTimer;

    internal SipIncomingCall(Switchboard board, ServerTransaction invite, AudioNegotiation negotiation, string localTag, SipUri dialled)
    {
        _board = board;
        _invite = invite;
        _negotiation = negotiation;
        _localTag = localTag;
        From = invite.Request.From.Uri;
        To = dialled;
        DisplayName = invite.Request.From.DisplayName;
        Source = invite.Source.Address;
        _ringTimer = board.Loop.After(board.Options.RingTimeout, () => GiveUp(480, "Nobody answered"));
    }

    /// <summary>Who says she is calling: never trust it without a proof.</summary>
    public SipUri From { get; }

    /// <summary>Whom she dialled.</summary>
    public SipUri To { get; }

    /// <summary>The name that her telephone gives, if any: plain text from a stranger.</summary>
    public string? DisplayName { get; }

    /// <summary>The network address that the call came from.</summary>
    public IPEndPoint Source { get; }

    /// <summary>What carries the call's signalling.</summary>
    public SipProtocol Protocol => _invite.Source.Protocol;

    /// <summary>Cancelled when the caller gave up before an answer.</summary>
    public CancellationToken GivenUp => _givenUp.Token;

    /// <summary>Takes the call; completes when the caller's telephone has confirmed.</summary>
    /// <exception cref="SipCallException">
    /// The caller gave up or was refused (487), did not confirm (408), or we have no port left (503).
    /// </exception>
    public async Task<SipCall> AcceptAsync(CancellationToken ct = default)
    {
        var (call, confirmed) = await _board.Loop.AskAsync(Accept);
        try
        {
            return await confirmed.WaitAsync(ct);
        }
        catch (OperationCanceledException)
        {
            await call.HangUpAsync(CancellationToken.None);
            throw;
        }
    }

    /// <summary>Refuses the call, e.g. 486 busy, 603 declined, 404 no such talk; harmless when it is settled.</summary>
    public Task RejectAsync(int status = 486, string? reason = null, CancellationToken ct = default) =>
        _board.Loop.AskAsync(() => Reject(status, reason)).WaitAsync(ct);

    /// <summary>Ends the ringing without an answer; on the loop.</summary>
    internal void GiveUp(int status, string? reason = null)
    {
        if (Reject(status, reason))
            _ = _givenUp.CancelAsync();
    }

    private bool Reject(int status, string? reason)
    {
        _ringTimer.Dispose();
        _board.Remove(this, _invite);
        if (_invite.Answered)
            return false;
        _invite.Respond(status, reason, _localTag);
        return true;
    }

    private (SipCall Call, Task<SipCall> Confirmed) Accept()
    {
        if (_invite.Answered)
            throw new SipCallException(487, "The caller has given up or was refused");

        _ringTimer.Dispose();
        _board.Remove(this, _invite);
        RtpPort port;
        try
        {
            port = RtpPort.Open(_board.Options);
        }
        catch (SipCallException failure)
        {
            _invite.Respond(failure.Status, localTag: _localTag);
            throw;
        }

        _negotiation.Local = port.Advertised;
        var call = _board.Connect(Dialog.Answering(_invite, _localTag, _board.Contact(_invite.Source.Protocol)), port, _negotiation);
        if (_negotiation.Agreement is { } agreement)
            call.Apply(agreement);

        var response = _board.Success(_invite.Request, _invite.Source.Protocol, _localTag);
        response.Headers.CopyFrom(_invite.Request.Headers, "Record-Route");
        response.Describe(_negotiation.Agreement is null ? _negotiation.Offer() : _negotiation.Answer());
        call.KeepAlive(SessionInterval.Accept(_invite.Request, response));

        var confirmed = new TaskCompletionSource<SipCall>(TaskCreationOptions.RunContinuationsAsynchronously);
        call.Respond(_invite, response, arrived => Settle(call, arrived, confirmed));
        return (call, confirmed.Task);
    }

    private static void Settle(SipCall call, bool arrived, TaskCompletionSource<SipCall> confirmed)
    {
        if (arrived)
        {
            confirmed.TrySetResult(call);
            return;
        }

        call.HangUp("The caller's telephone did not confirm.");
        confirmed.TrySetException(new SipCallException(408, "The caller's telephone did not confirm"));
    }
}
