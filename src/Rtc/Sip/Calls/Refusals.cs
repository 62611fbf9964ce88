using System.Globalization;

namespace TalksPlatform.Rtc.Sip;

/// <summary>Refusals that have more to say than their number (RFC 3261 §21.4).</summary>
internal static class Refusals
{
    /// <summary>405 for a method that we know but do not take here, 501 for one that we do not know.</summary>
    public static SipResponse NotAllowed(SipRequest request)
    {
        var response = SipResponse.For(request, SipMethods.IsKnown(request.Method) ? 405 : 501, localTag: SipTokens.New());
        response.Headers.Add("Allow", SipMethods.Allowed);
        return response;
    }

    /// <summary>415: a body that is no session description.</summary>
    public static SipResponse MediaType(SipRequest request)
    {
        var response = SipResponse.For(request, 415, localTag: SipTokens.New());
        response.Headers.Add("Accept", "application/sdp");
        return response;
    }

    /// <summary>503: no more calls now.</summary>
    public static SipResponse Full(SipRequest request)
    {
        var response = SipResponse.For(request, 503, localTag: SipTokens.New());
        response.Headers.Add(RetryAfter.Header, "60");
        return response;
    }

    /// <summary>
    /// Both sides cannot change a call at once (§14.2, RFC 3311 §5.2): 491 while our offer is open, 500 with a pause while
    /// the far end's last one is.
    /// </summary>
    public static SipResponse? WhileBusy(SipRequest request, bool ourTurn, bool theirTurn)
    {
        if (ourTurn)
            return SipResponse.For(request, 491);
        if (!theirTurn)
            return null;
        var response = SipResponse.For(request, 500);
        response.Headers.Add(RetryAfter.Header, Random.Shared.Next(0, 11).ToString(CultureInfo.InvariantCulture));
        return response;
    }
}
