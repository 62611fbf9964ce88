namespace TalksPlatform.Rtc.Sip;

/// <summary>What a request that opens a call, or asks what we can, must fulfil before anybody looks at it (RFC 3261 §8.2).</summary>
internal static class RequestCheck
{
    /// <summary>Why the request cannot be taken; null when it can.</summary>
    public static SipResponse? Refuse(SipRequest request, SipProfile profile)
    {
        if (!SipUri.TryParse(request.Target, out _))
            return Refusal(request, 416);

        var unknown = request.Headers.All("Require").Where(name => !IsSupported(name, profile));
        if (string.Join(", ", unknown) is { Length: > 0 } extensions)
            return Refusal(request, 420, "Unsupported", extensions);

        if (request.IsInvite && !TakesDescriptions(request))
            return Refusal(request, 406);
        return request.IsInvite && request.Body.Length > 0 && request.Sdp is null
            ? Refusals.MediaType(request)
            : null;
    }

    private static bool IsSupported(string extension, SipProfile profile) =>
        extension.Equals("timer", StringComparison.OrdinalIgnoreCase)
        || (profile.ConfirmsRinging && extension.Equals(ReliableRinging.Extension, StringComparison.OrdinalIgnoreCase));

    /// <summary>Without an Accept header the answer may be a session description; with one, it has to list it.</summary>
    private static bool TakesDescriptions(SipRequest request)
    {
        var accepted = request.Headers.All("Accept").Select(type => type.Split(';')[0].Trim()).ToList();
        return accepted.Count == 0 || accepted.Exists(type => type.ToUpperInvariant() is "APPLICATION/SDP" or "APPLICATION/*" or "*/*");
    }

    private static SipResponse Refusal(SipRequest request, int status, string? header = null, string value = "")
    {
        var response = SipResponse.For(request, status, localTag: SipTokens.New());
        if (header is not null)
            response.Headers.Add(header, value);
        return response;
    }
}
