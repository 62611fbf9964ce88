namespace TalksPlatform.Rtc.Sip;

/// <summary>Sends requests within a call: signed, proved again when asked for a proof, confirmed where that is due. On the loop.</summary>
internal sealed class DialogRequests(Switchboard board, Dialog dialog, DigestClient digest)
{
    private const int MostProofs = 2; // a proxy's and the far end's

    /// <summary>Sends one; what comes of it is told once.</summary>
    /// <param name="method">The method.</param>
    /// <param name="fill">Adds what is special about it; again for each proof.</param>
    /// <param name="settled">The final response, 408 and 503 of our own included.</param>
    public void Send(string method, Action<SipRequest>? fill = null, Action<SipResponse>? settled = null) =>
        Send(method, fill, settled, MostProofs);

    private void Send(string method, Action<SipRequest>? fill, Action<SipResponse>? settled, int proofs)
    {
        var request = dialog.NewRequest(method);
        board.Sign(request);
        fill?.Invoke(request);
        digest.Sign(request);
        board.Transactions.Send(request, dialog.Hop(board.Transport), response =>
        {
            if (response.IsProvisional)
                return;
            if (response.IsSuccess && request.IsInvite)
            {
                dialog.Refresh(response);
                board.Transactions.Acknowledge(dialog.Ack(response), dialog.Hop(board.Transport));
            }

            if (response.Status is 401 or 407 && proofs > 0 && digest.TryTake(response, request))
                Send(method, fill, settled, proofs - 1);
            else
                settled?.Invoke(response);
        });
    }
}
