using System.Security.Cryptography;

namespace TalksPlatform.Rtc.Dtls;

/// <summary>
/// The digest of a certificate as a session description tells it (RFC 8122): it ties the DTLS association to whoever
/// signed in over HTTPS.
/// </summary>
internal sealed class CertificateFingerprint
{
    private readonly HashAlgorithmName _algorithm;
    private readonly byte[] _digest;

    private CertificateFingerprint(HashAlgorithmName algorithm, byte[] digest)
    {
        _algorithm = algorithm;
        _digest = digest;
    }

    /// <summary>The length of the digest.</summary>
    public int Bits => _digest.Length * 8;

    public static CertificateFingerprint Of(ReadOnlySpan<byte> certificate) =>
        new(HashAlgorithmName.SHA256, SHA256.HashData(certificate));

    /// <summary>
    /// Reads the value of an <c>a=fingerprint</c>; null for what is malformed or too weak to believe.
    /// </summary>
    public static CertificateFingerprint? Parse(string value)
    {
        var parts = value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length != 2)
            return null;

        HashAlgorithmName? algorithm = parts[0].ToUpperInvariant() switch
        {
            "SHA-256" => HashAlgorithmName.SHA256,
            "SHA-384" => HashAlgorithmName.SHA384,
            "SHA-512" => HashAlgorithmName.SHA512,
            _ => null,
        };
        if (algorithm is null)
            return null;

        var digest = new byte[LengthOf(algorithm.Value)];
        var octets = parts[1].Split(':');
        if (octets.Length != digest.Length)
            return null;

        for (var i = 0; i < digest.Length; i++)
        {
            if (octets[i].Length != 2 || !octets[i].All(char.IsAsciiHexDigit))
                return null;
            digest[i] = Convert.ToByte(octets[i], 16);
        }

        return new CertificateFingerprint(algorithm.Value, digest);
    }

    public bool Matches(ReadOnlySpan<byte> certificate) => CryptographicOperations.FixedTimeEquals(
        CryptographicOperations.HashData(_algorithm, certificate), _digest);

    public override string ToString() =>
        $"sha-{Bits} {string.Join(':', _digest.Select(octet => octet.ToString("X2", null)))}";

    private static int LengthOf(HashAlgorithmName algorithm) =>
        algorithm == HashAlgorithmName.SHA256 ? SHA256.HashSizeInBytes
        : algorithm == HashAlgorithmName.SHA384 ? SHA384.HashSizeInBytes
        : SHA512.HashSizeInBytes;
}
