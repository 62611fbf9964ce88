namespace TalksPlatform.Rtc.Sip;

/// <summary>Proves to a server who we are (RFC 3261 §22).</summary>
internal static class DigestClient
{
    /// <summary>Adds the proof that a 401 or 407 asks for to the next try; false when we cannot.</summary>
    public static bool TryAnswer(SipResponse challenge, SipRequest next, SipCredentials? credentials)
    {
        var byProxy = challenge.Status == 407;
        var headers = challenge.Headers.Lines(byProxy ? "Proxy-Authenticate" : "WWW-Authenticate")
            .Select(line => DigestFields.TryParse(line, out var fields) ? fields : null)
            .OfType<DigestFields>()
            .Where(fields => fields["nonce"] is not null && DigestHash.IsKnown(fields["algorithm"] ?? DigestHash.Md5))
            .ToList();
        var chosen = headers.Find(fields => DigestHash.Sha256.Equals(fields["algorithm"], StringComparison.OrdinalIgnoreCase))
            ?? headers.FirstOrDefault();
        if (chosen is null || credentials is null)
            return false;

        next.Headers[byProxy ? "Proxy-Authorization" : "Authorization"] = Prove(chosen, next, credentials);
        return true;
    }

    private static string Prove(DigestFields challenge, SipRequest request, SipCredentials credentials)
    {
        var hasQop = challenge["qop"] is { } qop
            && qop.Split(',', StringSplitOptions.TrimEntries).Contains("auth", StringComparer.OrdinalIgnoreCase);
        var proof = new DigestProof(
            credentials.User,
            challenge["realm"] ?? "",
            challenge["nonce"]!,
            request.Target,
            challenge["algorithm"] ?? DigestHash.Md5)
        {
            HasQop = hasQop,
            ClientNonce = SipTokens.New(),
        };
        var response = DigestHash.Response(proof, credentials.Password, request.Method);
        var counted = hasQop ? $", qop=auth, nc={proof.NonceCount}, cnonce=\"{proof.ClientNonce}\"" : "";
        var opaque = challenge["opaque"] is { } text ? $", opaque=\"{text}\"" : "";
        return $"Digest username=\"{proof.User}\", realm=\"{proof.Realm}\", nonce=\"{proof.Nonce}\", uri=\"{proof.Uri}\", "
            + $"response=\"{response}\", algorithm={proof.Algorithm}{counted}{opaque}";
    }
}
