using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace TalksPlatform.Server.Accounts.Tokens;

/// <summary>256 random bits that prove who somebody is. Only their SHA-256 is kept, so a stolen database signs nobody in.</summary>
internal sealed class OpaqueToken
{
    private const int Bytes = 32;

    private OpaqueToken(string text)
    {
        Text = text;
        Hash = new TokenHash(SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(text)));
    }

    /// <summary>The secret, as links, cookies and headers carry it: 43 characters of base64url.</summary>
    public string Text { get; }

    /// <summary>What is stored and looked up.</summary>
    public TokenHash Hash { get; }

    public static OpaqueToken New() => new(Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes)));

    /// <summary>Reads what somebody presented; false when it cannot be one of ours.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out OpaqueToken? token)
    {
        token = Base64Url.IsValid(text, out var length) && length == Bytes && text!.Length == 43 ? new OpaqueToken(text) : null;
        return token is not null;
    }

    /// <summary>Never the secret: it would end up in a log.</summary>
    public override string ToString() => $"token {Hash}";
}

/// <summary>The SHA-256 of a token.</summary>
internal readonly record struct TokenHash
{
    private readonly string _hex;

    public TokenHash(byte[] value) => _hex = Convert.ToHexStringLower(value);

    /// <summary>As PostgreSQL's bytea stores it.</summary>
    public byte[] Value => Convert.FromHexString(_hex);

    /// <summary>64 hexadecimal digits.</summary>
    public override string ToString() => _hex;
}
