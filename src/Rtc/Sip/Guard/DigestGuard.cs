using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace TalksPlatform.Rtc.Sip;

/// <summary>
/// Asks callers to prove who they are (RFC 7616, RFC 8760). A nonce bears its time and our seal, so nothing is kept for
/// strangers; each use of it must bear a higher count, so that an overheard proof is worth nothing.
/// </summary>
internal sealed class DigestGuard(SipOptions options)
{
    private const int NonceLength = 16 + 32;
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(2);
    private readonly byte[] _seal = RandomNumberGenerator.GetBytes(32);
    private readonly string _nobody = SipTokens.New(); // the password of those who do not exist: they take as long as others
    private readonly Dictionary<string, int> _uses = [];
    private readonly Queue<(string Nonce, DateTimeOffset Until)> _used = new();

    /// <summary>A 401 that asks for a proof.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="stale">The proof was right, only its nonce is used up: no need to ask a person for the password.</param>
    public SipResponse Challenge(SipRequest request, bool stale)
    {
        var response = SipResponse.For(request, 401, localTag: SipTokens.New());
        var nonce = NewNonce();
        DigestAlgorithm[] algorithms = options.AsksForSha256 ? [DigestAlgorithm.Sha256, DigestAlgorithm.Md5] : [DigestAlgorithm.Md5];
        foreach (var algorithm in algorithms)
        {
            response.Headers.Add(
                "WWW-Authenticate",
                $"Digest realm=\"{options.Realm}\", nonce=\"{nonce}\", algorithm={algorithm.Name}, qop=\"auth\"{(stale ? ", stale=true" : "")}");
        }

        return response;
    }

    /// <summary>Whether a request proves that its sender knows the password of the user that it names.</summary>
    public bool Admits(SipRequest request, out bool stale)
    {
        stale = false;
        foreach (var line in request.Headers.Lines("Authorization"))
        {
            if (DigestFields.TryParse(line, out var fields) && fields["realm"] == options.Realm)
                return Admits(request, fields, out stale);
        }

        return false;
    }

    /// <summary>The name in the proof of a request that was admitted.</summary>
    public static string? UserOf(SipRequest request, string realm)
    {
        foreach (var line in request.Headers.Lines("Authorization"))
        {
            if (DigestFields.TryParse(line, out var fields) && fields["realm"] == realm)
                return fields["username"];
        }
        return null;
    }

    private bool Admits(SipRequest request, DigestFields fields, out bool stale)
    {
        stale = false;
        if (fields["username"] is not { } user
            || fields["nonce"] is not { } nonce
            || fields["uri"] is not { } uri
            || fields["response"] is not { } response
            || !DigestAlgorithm.TryParse(fields["algorithm"], out var algorithm)
            || !IsOurs(nonce, out var age))
            return false;

        var proof = new DigestProof(user, options.Realm, nonce, uri, algorithm)
        {
            Protection = fields["qop"],
            NonceCount = fields["nc"] ?? "",
            ClientNonce = fields["cnonce"] ?? "",
        };
        var password = options.PasswordOf!(user);
        var expected = proof.Response(password ?? _nobody, request);
        var isRight = CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(expected), Encoding.ASCII.GetBytes(response));
        if (!isRight || password is null)
            return false;
        stale = age > Lifetime || !TryUse(nonce, proof.NonceCount);
        return !stale;
    }

    private string NewNonce()
    {
        Span<byte> nonce = stackalloc byte[NonceLength];
        BinaryPrimitives.WriteInt64BigEndian(nonce, options.Time.GetUtcNow().ToUnixTimeMilliseconds());
        RandomNumberGenerator.Fill(nonce[8..16]);
        HMACSHA256.HashData(_seal, nonce[..16], nonce[16..]);
        return Convert.ToHexStringLower(nonce);
    }

    private bool IsOurs(string text, out TimeSpan age)
    {
        age = default;
        var nonce = new byte[NonceLength];
        if (text.Length != 2 * NonceLength || Convert.FromHexString(text, nonce, out _, out _) != OperationStatus.Done)
            return false;
        var made = BinaryPrimitives.ReadInt64BigEndian(nonce);
        age = TimeSpan.FromMilliseconds(options.Time.GetUtcNow().ToUnixTimeMilliseconds() - made);
        return CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(_seal, nonce.AsSpan(0, 16)), nonce.AsSpan(16));
    }

    /// <summary>Without a count a nonce serves once.</summary>
    private bool TryUse(string nonce, string count)
    {
        var now = options.Time.GetUtcNow();
        while (_used.TryPeek(out var oldest) && oldest.Until < now)
            _uses.Remove(_used.Dequeue().Nonce);

        var number = int.TryParse(count, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var read) ? read : 1;
        if (!_uses.TryGetValue(nonce, out var last))
            _used.Enqueue((nonce, now + Lifetime + Lifetime));
        else if (number <= last)
            return false;
        _uses[nonce] = number;
        return true;
    }
}
