using System.Buffers.Binary;
using TalksPlatform.Rtc.Native;

namespace TalksPlatform.Rtc.Srtp;

/// <summary>AEAD_AES_128_GCM for SRTP (RFC 7714).</summary>
internal sealed class AeadGcmCipher : SrtpCipher
{
    private const int NonceLength = 12;

    private static readonly nint Algorithm = FetchAlgorithm("AES-128-GCM\0"u8);

    private readonly CipherContextHandle _context;
    private readonly byte[] _salt;
    private readonly bool _forRtcp;

    /// <summary>Takes session keys, as derived from the master key.</summary>
    public AeadGcmCipher(ReadOnlySpan<byte> key, ReadOnlySpan<byte> salt, bool encrypt, bool forRtcp)
    {
        _context = CreateContext(Algorithm, key, encrypt);
        _salt = salt.ToArray();
        _forRtcp = forRtcp;
    }

    public override void Seal(
        Span<byte> packet, int headerLength, uint ssrc, long index, uint trailer, Span<byte> tag)
    {
        Begin(packet[..headerLength], ssrc, index, trailer);
        var body = packet[headerLength..];
        var done = LibCrypto.EVP_CipherUpdate(_context, body, out _, body, body.Length) == 1
            && LibCrypto.EVP_CipherFinal_ex(_context, tag, out _) == 1
            && LibCrypto.EVP_CIPHER_CTX_ctrl(_context, LibCrypto.CtrlAeadGetTag, tag.Length, tag) == 1;
        OpenSslException.ThrowUnless(done, "AES-GCM encryption");
    }

    public override bool TryOpen(
        Span<byte> packet, int headerLength, uint ssrc, long index, uint trailer, ReadOnlySpan<byte> tag)
    {
        Begin(packet[..headerLength], ssrc, index, trailer);
        Span<byte> expected = stackalloc byte[16];
        tag.CopyTo(expected);
        var body = packet[headerLength..];
        return LibCrypto.EVP_CIPHER_CTX_ctrl(_context, LibCrypto.CtrlAeadSetTag, tag.Length, expected) == 1
            && LibCrypto.EVP_CipherUpdate(_context, body, out _, body, body.Length) == 1
            && LibCrypto.EVP_CipherFinal_ex(_context, expected, out _) == 1;
    }

    public override void Dispose() => _context.Dispose();

    /// <summary>Sets the nonce (section 8.1) and the associated data (sections 8.2 and 9.2).</summary>
    private void Begin(ReadOnlySpan<byte> header, uint ssrc, long index, uint trailer)
    {
        Span<byte> nonce = stackalloc byte[NonceLength];
        _salt.CopyTo(nonce);
        MixInto(nonce[2..], ssrc, index);

        LibCrypto.ERR_clear_error();
        var done = LibCrypto.EVP_CipherInit_ex(_context, 0, 0, default, nonce, -1) == 1
            && LibCrypto.EVP_CipherUpdate(_context, default, out _, header, header.Length) == 1;

        // The roll-over counter of RTP is in the nonce already; the E flag of RTCP is nowhere else.
        if (_forRtcp)
        {
            Span<byte> word = stackalloc byte[sizeof(uint)];
            BinaryPrimitives.WriteUInt32BigEndian(word, trailer);
            done = done && LibCrypto.EVP_CipherUpdate(_context, default, out _, word, word.Length) == 1;
        }

        OpenSslException.ThrowUnless(done, "AES-GCM initialisation");
    }
}
