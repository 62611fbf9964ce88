using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace TalksPlatform.Rtc.Sip;

/// <summary>
/// Asks callers to prove who they are. A nonce bears its time and our seal, so nothing is kept for strangers; once used
/// it is spent, so that an overheard proof is worth nothing.
/// </summary>
internal sealed class DigestGuard(SipOptions options)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(2);
    private readonly byte[] _seal = RandomNumberGenerator.GetBytes(32);
    private readonly Dictionary<string, DateTimeOffset> _spent = [];

    /// <summary>A 401 that asks for a proof.</summary>
    public SipResponse Challenge(SipRequest request)
    {
        var response = SipResponse.For(request, 401, localTag: SipTokens.New());
        var nonce = NewNonce();
        string[] algorithms = options.AsksForSha256 ? [DigestHash.Sha256, DigestHash.Md5] : [DigestHash.Md5];
        foreach (var algorithm in algorithms)
        {
            response.Headers.Add(
                "WWW-Authenticate", $"Digest realm=\"{options.Realm}\", nonce=\"{nonce}\", algorithm={algorithm}, qop=\"auth\"");
        }

        return response;
    }

    /// <summary>Whether a request proves that its sender knows the password of the user that it names.</summary>
    public bool Admits(SipRequest request)
    {
        if (options.PasswordOf is null)
            return true;
        if (!DigestFields.TryParse(request.Headers["Authorization"], out var fields)
            || fields["username"] is not { } user
            || fields["nonce"] is not { } nonce
            || fields["uri"] is not { } uri
            || fields["response"] is not { } response
            || fields["realm"] != options.Realm
            || !DigestHash.IsKnown(fields["algorithm"] ?? DigestHash.Md5)
            || !IsFresh(nonce)
            || options.PasswordOf(user) is not { } password)
            return false;

        var proof = new DigestProof(user, options.Realm, nonce, uri, fields["algorithm"] ?? DigestHash.Md5)
        {
            HasQop = fields["qop"] is not null,
            NonceCount = fields["nc"] ?? "",
            ClientNonce = fields["cnonce"] ?? "",
        };
        var expected = DigestHash.Response(proof, password, request.Method);
        var admitted = CryptographicOperations.FixedTimeEquals(
            Encoding.ASCII.GetBytes(expected), Encoding.ASCII.GetBytes(response));
        if (admitted)
            Spend(nonce);
        return admitted;
    }

    private string NewNonce()
    {
        Span<byte> nonce = stackalloc byte[16 + 32];
        BinaryPrimitives.WriteInt64BigEndian(nonce, options.Time.GetUtcNow().ToUnixTimeMilliseconds());
        RandomNumberGenerator.Fill(nonce[8..16]);
        HMACSHA256.HashData(_seal, nonce[..16], nonce[16..]);
        return Convert.ToHexStringLower(nonce);
    }

    private bool IsFresh(string text)
    {
        if (text.Length != 96 || _spent.ContainsKey(text))
            return false;
        var nonce = new byte[48];
        if (Convert.FromHexString(text, nonce, out _, out _) != System.Buffers.OperationStatus.Done)
            return false;

        var ours = CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(_seal, nonce.AsSpan(0, 16)), nonce.AsSpan(16));
        var age = options.Time.GetUtcNow().ToUnixTimeMilliseconds() - BinaryPrimitives.ReadInt64BigEndian(nonce);
        return ours && age <= Lifetime.TotalMilliseconds;
    }

    private void Spend(string nonce)
    {
        var now = options.Time.GetUtcNow();
        foreach (var (old, until) in _spent.Where(entry => entry.Value < now).ToList())
            _spent.Remove(old);
        _spent[nonce] = now + Lifetime;
    }
}
