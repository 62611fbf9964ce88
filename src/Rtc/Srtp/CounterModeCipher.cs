using System.Buffers.Binary;
using System.Security.Cryptography;
using TalksPlatform.Rtc.Native;

namespace TalksPlatform.Rtc.Srtp;

/// <summary>AES_CM_128_HMAC_SHA1_80 and _32 for SRTP (RFC 3711, sections 4.1.1 and 4.2.1).</summary>
internal sealed class CounterModeCipher : SrtpCipher
{
    public const int MacKeyLength = 20;

    public static readonly nint Algorithm = CipherContext.FetchAlgorithm("AES-128-CTR\0"u8);

    private readonly CipherContext _context;
    private readonly IncrementalHash _mac;
    private readonly byte[] _salt;

    /// <summary>Takes session keys, as derived from the master key. Counter mode decrypts as it encrypts.</summary>
    public CounterModeCipher(ReadOnlySpan<byte> key, ReadOnlySpan<byte> salt, ReadOnlySpan<byte> macKey)
    {
        _context = new CipherContext(Algorithm, key, encrypt: true);
        _mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA1, macKey);
        _salt = salt.ToArray();
    }

    public override void Seal(
        Span<byte> packet, int headerLength, uint ssrc, long index, uint trailer, Span<byte> tag)
    {
        Crypt(packet[headerLength..], ssrc, index);
        Span<byte> mac = stackalloc byte[HMACSHA1.HashSizeInBytes];
        Authenticate(packet, trailer, mac);
        mac[..tag.Length].CopyTo(tag);
    }

    public override bool TryOpen(
        Span<byte> packet, int headerLength, uint ssrc, long index, uint trailer, ReadOnlySpan<byte> tag)
    {
        Span<byte> mac = stackalloc byte[HMACSHA1.HashSizeInBytes];
        Authenticate(packet, trailer, mac);
        if (!CryptographicOperations.FixedTimeEquals(mac[..tag.Length], tag))
            return false;

        Crypt(packet[headerLength..], ssrc, index);
        return true;
    }

    public override void Dispose()
    {
        _context.Dispose();
        _mac.Dispose();
    }

    private void Crypt(Span<byte> body, uint ssrc, long index)
    {
        Span<byte> counter = stackalloc byte[16];
        counter.Clear();
        _salt.CopyTo(counter);
        MixInto(counter[4..], ssrc, index);

        OpenSslException.ThrowUnless(_context.TryBegin(counter) && _context.TryCrypt(body), "AES counter mode");
    }

    private void Authenticate(ReadOnlySpan<byte> packet, uint trailer, Span<byte> mac)
    {
        Span<byte> word = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(word, trailer);
        _mac.AppendData(packet);
        _mac.AppendData(word);
        _mac.GetHashAndReset(mac);
    }
}
