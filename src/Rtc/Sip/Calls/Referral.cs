namespace TalksPlatform.Rtc.Sip;

/// <summary>
/// The far end wants to pass us on (REFER, RFC 3515): refused, unless the user agent may be sent to that address; then we
/// call there and tell how it goes. On the loop.
/// </summary>
internal sealed class Referral(Switchboard board, DialogRequests requests, Action<SipCall> transferred)
{
    public void Receive(ServerTransaction refer)
    {
        var request = refer.Request;
        if (!SipAddress.TryParse(request.Headers["Refer-To"], out var to))
        {
            refer.Respond(400, "Refer-To is missing or malformed");
            return;
        }

        // Headers in the address ask us to take over somebody else's call.
        var hasHeaders = request.Headers["Refer-To"]!.Contains('?', StringComparison.Ordinal);
        if (hasHeaders || board.Options.MayBeReferredTo?.Invoke(to.Uri) != true)
        {
            refer.Respond(603);
            return;
        }

        var accepted = SipResponse.For(request, 202);
        accepted.Headers.Add("Contact", board.Contact(refer.Source));
        refer.Respond(accepted);
        Notify(SipResponse.For(request, 100), "active;expires=60");
        _ = CallAsync(to.Uri, request);
    }

    private async Task CallAsync(SipUri target, SipRequest refer)
    {
        try
        {
            var call = await board.Dial(target, new SipCallOptions(), CancellationToken.None);
            await board.Loop.PostAsync(() => Notify(SipResponse.For(refer, 200), "terminated;reason=noresource"));
            transferred(call);
        }
        catch (SipCallException failure)
        {
            await board.Loop.PostAsync(() => Notify(SipResponse.For(refer, failure.Status), "terminated;reason=noresource"));
        }
    }

    /// <summary>Tells the state of our call as the first line of the answer to it (message/sipfrag).</summary>
    private void Notify(SipResponse state, string subscription) => requests.Send(SipMethods.Notify, request =>
    {
        request.Headers.Add("Event", "refer");
        request.Headers.Add("Subscription-State", subscription);
        request.Headers.Add("Content-Type", "message/sipfrag;version=2.0");
        request.Body = $"{state}\r\n";
    });
}
