using System.Security.Cryptography.X509Certificates;

namespace TalksPlatform.Rtc.Sip;

/// <summary>How encrypted connections are made (RFC 3261 §26.3, RFC 5922).</summary>
public sealed record SipTlsOptions
{
    /// <summary>
    /// Who we are, with its private key; it must bear the name by which neighbours connect. Null: nobody can connect to
    /// us, but we can connect to others.
    /// </summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>The TCP port that we listen on; null takes the one after that of plain SIP, 0 a free one.</summary>
    public int? Port { get; init; }

    /// <summary>Whose certificates are trusted, instead of the system's list: for a trunk with a root of its own.</summary>
    public IReadOnlyList<X509Certificate2> TrustedRoots { get; init; } = [];
}
