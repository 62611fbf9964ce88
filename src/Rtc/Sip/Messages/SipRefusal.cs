namespace TalksPlatform.Rtc.Sip;

/// <summary>
/// What to tell a telephone whose request is malformed, where enough of it can be read to find the way back
/// (RFC 3261 §8.2.6.1): it is said once, and nothing is kept.
/// </summary>
/// <param name="Response">400, or 505 for another version of SIP.</param>
/// <param name="Via">The hop that the request came over.</param>
internal sealed record SipRefusal(SipResponse Response, SipVia Via)
{
    /// <summary>Null when what came is a response or an ACK, which nobody answers, or lacks what an answer needs.</summary>
    public static SipRefusal? Of(string startLine, SipHeaders headers, string fault)
    {
        var isAnswered = !startLine.StartsWith("SIP/", StringComparison.OrdinalIgnoreCase)
            && !startLine.StartsWith(SipMethods.Ack, StringComparison.OrdinalIgnoreCase);
        if (!isAnswered || !SipVia.TryParse(headers.All("Via").FirstOrDefault(), out var via)
            || headers["From"] is not { } from || headers["To"] is not { } to
            || headers["Call-ID"] is not { } callId || headers["CSeq"] is not { } number)
            return null;

        var response = IsOfOtherVersion(startLine) ? new SipResponse(505, SipReasons.Of(505)) : new SipResponse(400, fault);
        response.Headers.CopyFrom(headers, "Via");
        response.Headers.Add("From", from);
        response.Headers.Add("To", to);
        response.Headers.Add("Call-ID", callId);
        response.Headers.Add("CSeq", number);
        return new SipRefusal(response, via);
    }

    private static bool IsOfOtherVersion(string startLine)
    {
        var version = startLine.AsSpan(startLine.LastIndexOf(' ') + 1);
        return version.StartsWith("SIP/", StringComparison.OrdinalIgnoreCase)
            && !version.Equals(SipMessage.Version, StringComparison.OrdinalIgnoreCase);
    }
}
