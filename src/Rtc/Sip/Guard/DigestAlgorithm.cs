using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace TalksPlatform.Rtc.Sip;

/// <summary>How a proof is hashed: MD5 or SHA-256, each also per session (RFC 7616 §3.4.2, RFC 8760).</summary>
internal sealed record DigestAlgorithm(string Name, int Strength, bool PerSession)
{
    public static DigestAlgorithm Md5 { get; } = new("MD5", 0, PerSession: false);

    public static DigestAlgorithm Sha256 { get; } = new("SHA-256", 1, PerSession: false);

    private static readonly DigestAlgorithm[] All =
        [Md5, Sha256, new("MD5-sess", 0, PerSession: true), new("SHA-256-sess", 1, PerSession: true)];

    /// <summary>Nothing said means MD5.</summary>
    public static bool TryParse(string? name, [NotNullWhen(true)] out DigestAlgorithm? algorithm)
    {
        algorithm = name is null ? Md5 : Array.Find(All, known => known.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        return algorithm is not null;
    }

    [SuppressMessage("Security", "CA5351", Justification = "SIP's telephones know no other algorithm; SHA-256 goes first")]
    public string Hash(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return Convert.ToHexStringLower(Strength == 0 ? MD5.HashData(bytes) : SHA256.HashData(bytes));
    }
}
