using System.Globalization;

namespace TalksPlatform.Rtc.Sip;

/// <summary>
/// Proves to servers who we are (RFC 3261 §22, RFC 7616, RFC 8760). Remembers what each realm asked for, so that the next
/// request brings its proof along. On the loop.
/// </summary>
internal sealed class DigestClient(SipCredentials? credentials)
{
    private const int MostRealms = 8;
    private readonly List<DigestChallenge> _challenges = [];

    /// <summary>Learns what a 401 or 407 asks for; false when we cannot prove it, or the proof was refused.</summary>
    /// <param name="response">What the server asks.</param>
    /// <param name="refused">The request that it asks it of.</param>
    public bool TryTake(SipResponse response, SipRequest refused)
    {
        if (credentials is null)
            return false;
        var byProxy = response.Status == 407;
        var fresh = response.Headers.Lines(byProxy ? "Proxy-Authenticate" : "WWW-Authenticate")
            .Select(line => DigestChallenge.TryParse(line, byProxy, out var challenge) ? challenge : null)
            .OfType<DigestChallenge>()
            .OrderByDescending(challenge => challenge.Algorithm.Strength)
            .DistinctBy(challenge => challenge.Realm, StringComparer.Ordinal) // the best of each realm
            .ToList();
        var askedAgain = fresh.Exists(challenge => !challenge.Stale && WasRefused(challenge, refused));
        if (fresh.Count == 0 || askedAgain || _challenges.Count + fresh.Count > MostRealms)
            return false;

        foreach (var challenge in fresh)
        {
            _challenges.RemoveAll(challenge.IsOfSameServer);
            _challenges.Add(challenge);
        }

        return true;
    }

    /// <summary>Adds the proofs that are known to be asked for.</summary>
    public void Sign(SipRequest request)
    {
        request.Headers["Authorization"] = null;
        request.Headers["Proxy-Authorization"] = null;
        if (credentials is null)
            return;
        foreach (var challenge in _challenges)
            request.Headers.Add(challenge.Header, challenge.Prove(request, credentials));
    }

    /// <summary>A server may say which nonce it wants to see next (RFC 7616 §3.5).</summary>
    public void Note(SipResponse success)
    {
        if (DigestFields.TryParse($"Digest {success.Headers["Authentication-Info"]}", out var fields) && fields["nextnonce"] is { } nonce)
            _challenges.Find(challenge => !challenge.ByProxy)?.Renew(nonce);
    }

    /// <summary>A nonce that was used before may just be too old; a fresh one that is refused means a wrong password.</summary>
    private bool WasRefused(DigestChallenge challenge, SipRequest refused) =>
        refused.Headers.Lines(challenge.Header).Any(line =>
            DigestFields.TryParse(line, out var proof)
            && proof["realm"] == challenge.Realm
            && (proof["nc"] is not { } count
                || !int.TryParse(count, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var uses)
                || uses == 1));
}
