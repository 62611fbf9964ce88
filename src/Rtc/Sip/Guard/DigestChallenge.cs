using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace TalksPlatform.Rtc.Sip;

/// <summary>What one server asks for, and how often its nonce was used.</summary>
internal sealed class DigestChallenge
{
    private readonly string? _opaque;
    private readonly string? _protection;
    private string _nonce;
    private int _uses;

    private DigestChallenge(DigestFields fields, DigestAlgorithm algorithm, string? protection, bool byProxy)
    {
        Realm = fields["realm"] ?? "";
        Algorithm = algorithm;
        Stale = "true".Equals(fields["stale"], StringComparison.OrdinalIgnoreCase);
        ByProxy = byProxy;
        _nonce = fields["nonce"]!;
        _opaque = fields["opaque"];
        _protection = protection;
    }

    public string Realm { get; }

    public DigestAlgorithm Algorithm { get; }

    /// <summary>The proof was right, only its nonce too old.</summary>
    public bool Stale { get; }

    public bool ByProxy { get; }

    /// <summary>Where the proof goes.</summary>
    public string Header => ByProxy ? "Proxy-Authorization" : "Authorization";

    public static bool TryParse(string line, bool byProxy, [NotNullWhen(true)] out DigestChallenge? challenge)
    {
        challenge = null;
        if (!DigestFields.TryParse(line, out var fields)
            || fields["nonce"] is null
            || !DigestAlgorithm.TryParse(fields["algorithm"], out var algorithm)
            || !TryChooseProtection(fields["qop"], out var protection))
            return false;
        challenge = new DigestChallenge(fields, algorithm, protection, byProxy);
        return true;
    }

    public bool IsOfSameServer(DigestChallenge other) => other.ByProxy == ByProxy && other.Realm == Realm;

    public void Renew(string nonce) => (_nonce, _uses) = (nonce, 0);

    public string Prove(SipRequest request, SipCredentials credentials)
    {
        _uses++;
        var proof = new DigestProof(credentials.User, Realm, _nonce, request.Target, Algorithm)
        {
            Protection = _protection,
            NonceCount = _uses.ToString("x8", CultureInfo.InvariantCulture),
            ClientNonce = SipTokens.New(),
        };
        var counted = _protection is null && !Algorithm.PerSession ? "" : $", cnonce=\"{proof.ClientNonce}\"";
        var protected_ = _protection is null ? "" : $", qop={_protection}, nc={proof.NonceCount}";
        var opaque = _opaque is null ? "" : $", opaque=\"{_opaque}\"";
        return $"Digest username=\"{proof.User}\", realm=\"{proof.Realm}\", nonce=\"{proof.Nonce}\", uri=\"{proof.Uri}\", "
            + $"response=\"{proof.Response(credentials.Password, request)}\", algorithm={Algorithm.Name}{protected_}{counted}{opaque}";
    }

    /// <summary>Null where the server knows none (RFC 2069); false where it insists on one that we don't know.</summary>
    private static bool TryChooseProtection(string? offered, out string? chosen)
    {
        var all = offered?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
        chosen = Array.Find((string[])[DigestProof.Auth, DigestProof.AuthWithBody], known => all.Contains(known, StringComparer.OrdinalIgnoreCase));
        return chosen is not null || all.Length == 0;
    }
}
