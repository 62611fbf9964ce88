using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace TalksPlatform.Rtc.Sip;

/// <summary>The arithmetic of digest authentication (RFC 7616 §3.4, RFC 8760), the same on both sides.</summary>
internal static class DigestHash
{
    public const string Md5 = "MD5";
    public const string Sha256 = "SHA-256";

    /// <summary>What proves that somebody knows the password, in lower-case hexadecimal.</summary>
    public static string Response(DigestProof proof, string password, string method)
    {
        var secret = Hash(proof.Algorithm, $"{proof.User}:{proof.Realm}:{password}");
        var request = Hash(proof.Algorithm, $"{method}:{proof.Uri}");
        return proof.HasQop
            ? Hash(proof.Algorithm, $"{secret}:{proof.Nonce}:{proof.NonceCount}:{proof.ClientNonce}:auth:{request}")
            : Hash(proof.Algorithm, $"{secret}:{proof.Nonce}:{request}");
    }

    public static bool IsKnown(string algorithm) =>
        algorithm.Equals(Md5, StringComparison.OrdinalIgnoreCase) || algorithm.Equals(Sha256, StringComparison.OrdinalIgnoreCase);

    [SuppressMessage("Security", "CA5351", Justification = "SIP's telephones know no other algorithm; SHA-256 goes first")]
    private static string Hash(string algorithm, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return Convert.ToHexStringLower(algorithm.Equals(Md5, StringComparison.OrdinalIgnoreCase)
            ? MD5.HashData(bytes)
            : SHA256.HashData(bytes));
    }
}

/// <summary>The fields of an Authorization header that the hash is made of.</summary>
internal sealed record DigestProof(string User, string Realm, string Nonce, string Uri, string Algorithm)
{
    /// <summary>True when the client counts its uses of the nonce (qop=auth).</summary>
    public bool HasQop { get; init; }

    public string NonceCount { get; init; } = "00000001";

    public string ClientNonce { get; init; } = "";
}
