namespace TalksPlatform.Rtc.Sip;

/// <summary>The fields of an Authorization header that the hash is made of, the same on both sides (RFC 7616 §3.4).</summary>
internal sealed record DigestProof(string User, string Realm, string Nonce, string Uri, DigestAlgorithm Algorithm)
{
    /// <summary>Protects the request line.</summary>
    public const string Auth = "auth";

    /// <summary>Protects the body, too.</summary>
    public const string AuthWithBody = "auth-int";

    /// <summary>The quality of protection; null in the way of RFC 2069.</summary>
    public string? Protection { get; init; }

    public string NonceCount { get; init; } = "00000001";

    public string ClientNonce { get; init; } = "";

    /// <summary>What proves that somebody knows the password, in lower-case hexadecimal.</summary>
    public string Response(string password, SipRequest request)
    {
        var secret = Algorithm.Hash($"{User}:{Realm}:{password}");
        if (Algorithm.PerSession)
            secret = Algorithm.Hash($"{secret}:{Nonce}:{ClientNonce}");
        var asked = AuthWithBody.Equals(Protection, StringComparison.OrdinalIgnoreCase)
            ? Algorithm.Hash($"{request.Method}:{Uri}:{Algorithm.Hash(request.Body)}")
            : Algorithm.Hash($"{request.Method}:{Uri}");
        return Protection is null
            ? Algorithm.Hash($"{secret}:{Nonce}:{asked}")
            : Algorithm.Hash($"{secret}:{Nonce}:{NonceCount}:{ClientNonce}:{Protection}:{asked}");
    }
}
