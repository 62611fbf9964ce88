using TalksPlatform.Rtc.Sdp;

namespace TalksPlatform.Rtc.Sip;

/// <summary>
/// What we change about a call that goes on: hold, and the refreshes that keep it alive (RFC 3261 §14.1, RFC 3311,
/// RFC 4028). One at a time; when both sides change at once, we come back after the time that the standard gives us. On the
/// loop.
/// </summary>
internal sealed class CallChanges(Switchboard board, Dialog dialog, DialogRequests requests, CallMedia media)
{
    private const int MostTries = 5;
    private TaskCompletionSource<SipResponse>? _waiting;

    /// <summary>True while a request of ours is on its way: the far end has to wait.</summary>
    public bool Pending { get; private set; }

    /// <summary>Called with the answer to a refresh.</summary>
    public Action<SipResponse>? Refreshed { get; set; }

    /// <summary>The session that is refreshed.</summary>
    public TimeSpan? SessionLength { get; set; }

    /// <summary>Tells the far end that we still are there, by UPDATE where it knows that.</summary>
    public void Refresh() => Refresh(MostTries);

    /// <summary>Offers the voice in another direction; the far end's answer when it is settled.</summary>
    /// <exception cref="SipCallException">491: another change of ours is not settled yet.</exception>
    public Task<SipResponse> ChangeAsync(MediaDirection direction)
    {
        if (_waiting is { Task.IsCompleted: false })
            throw new SipCallException(491, "Another change of the call is not settled yet");
        _waiting = new TaskCompletionSource<SipResponse>(TaskCreationOptions.RunContinuationsAsynchronously);
        Change(direction, MostTries);
        return _waiting.Task;
    }

    /// <summary>The call is over.</summary>
    public void Stop() => _waiting?.TrySetException(new SipCallException(487, "The call is over"));

    private void Refresh(int tries)
    {
        if (Pending)
        {
            board.Loop.After(SipTimers.T2, () => Refresh(tries)); // a change of ours refreshes too, but may be refused
            return;
        }

        Pending = true;
        var byUpdate = dialog.Allow?.Contains(SipMethods.Update, StringComparison.Ordinal) == true;
        requests.Send(byUpdate ? SipMethods.Update : SipMethods.Invite, Fill, response =>
        {
            Settle(byUpdate ? null : response);
            if (response.Status == 491 && tries > 0)
                Later(() => Refresh(tries - 1));
            else
                Refreshed?.Invoke(response);
        });

        void Fill(SipRequest request)
        {
            SessionInterval.Ask(request, SessionLength, weRefresh: true);
            if (!byUpdate)
                request.Describe(media.Offer());
        }
    }

    private void Change(MediaDirection direction, int tries)
    {
        if (Pending)
        {
            Later(() => Change(direction, tries));
            return;
        }

        Pending = true;
        requests.Send(SipMethods.Invite, Fill, response =>
        {
            Settle(response);
            if (response.Status == 491 && tries > 0)
                Later(() => Change(direction, tries - 1));
            else
                _waiting?.TrySetResult(response);
        });

        void Fill(SipRequest request)
        {
            SessionInterval.Ask(request, SessionLength, weRefresh: true);
            request.Describe(media.Offer(direction));
        }
    }

    private void Settle(SipResponse? answered)
    {
        Pending = false;
        if (answered is { IsSuccess: true, Sdp: { } sdp })
            media.TryTakeAnswer(sdp);
        else
            media.Withdraw();
    }

    /// <summary>Whoever made the call waits longer, so that both do not clash again (§14.1).</summary>
    private void Later(Action again)
    {
        var milliseconds = dialog.WeCalled ? Random.Shared.Next(210, 401) * 10 : Random.Shared.Next(0, 201) * 10;
        board.Loop.After(TimeSpan.FromMilliseconds(milliseconds), () =>
        {
            if (_waiting is not { Task.IsFaulted: true })
                again();
        });
    }
}
