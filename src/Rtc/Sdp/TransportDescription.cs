using TalksPlatform.Rtc.Dtls;
using TalksPlatform.Rtc.Ice;

namespace TalksPlatform.Rtc.Sdp;

/// <summary>
/// What a description says about its side's transport: ICE credentials, certificate, DTLS role (RFC 8839, RFC 8842).
/// </summary>
internal sealed record TransportDescription(IceCredentials Ice, FingerprintSet Fingerprints, string Setup)
{
    private const int MinUfrag = 4;
    private const int MinPassword = 22;
    private const int MaxCredential = 256;

    /// <summary>Reads it from a section, or from the session where the section says nothing.</summary>
    /// <exception cref="SdpException">Something is missing or malformed.</exception>
    public static TransportDescription Read(SessionDescription session, MediaDescription media)
    {
        var ufrag = Find("ice-ufrag");
        var password = Find("ice-pwd");
        if (!AreCredentials(ufrag, password))
            throw SdpException.Malformed("The description lacks a=ice-ufrag or a=ice-pwd, or they are malformed.");

        var announced = (media.Attributes.Has("fingerprint") ? media.Attributes : session.Attributes).All("fingerprint").ToList();
        if (announced.Count == 0)
            throw SdpException.Malformed("The description lacks a=fingerprint.");
        var fingerprints = FingerprintSet.Parse(announced)
            ?? throw SdpException.Unsupported("No a=fingerprint is of SHA-256, SHA-384 or SHA-512.");

        var setup = Find("setup") is { Length: > 0 } stated ? stated : "actpass";
        return new TransportDescription(new IceCredentials(ufrag, password), fingerprints, setup);

        string Find(string name) => media.Attributes.Find(name) ?? session.Attributes.Find(name) ?? "";
    }

    public void WriteTo(SdpAttributes attributes)
    {
        attributes.Add("ice-ufrag", Ice.Ufrag);
        attributes.Add("ice-pwd", Ice.Password);
        Fingerprints.WriteTo(fingerprint => attributes.Add("fingerprint", fingerprint));
        attributes.Add("setup", Setup);
    }

    /// <summary>Announces all addresses of a side that has no others to find (RFC 8838, section 8.2).</summary>
    public static void WriteCandidates(IReadOnlyList<IceCandidate> candidates, SdpAttributes attributes)
    {
        foreach (var candidate in candidates)
            attributes.Add("candidate", candidate.ToString());
        attributes.Add("end-of-candidates");
    }

    /// <summary>Whether the texts can be a user name fragment and a password (RFC 8839, section 5.4).</summary>
    public static bool AreCredentials(string ufrag, string password) =>
        IsCredential(ufrag, MinUfrag) && IsCredential(password, MinPassword);

    /// <summary>The standard's characters and three more that are met.</summary>
    private static bool IsCredential(string text, int minLength) =>
        text.Length >= minLength && text.Length <= MaxCredential
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '/' or '-' or '_' or '=');
}
