using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using TalksPlatform.Rtc.Native;

namespace TalksPlatform.Rtc.Srtp;

/// <summary>AEAD_AES_128_GCM for SRTP (RFC 7714).</summary>
internal sealed class AeadGcmCipher : SrtpCipher
{
    private const int NonceLength = 12;

    private static readonly nint Algorithm = CipherContext.FetchAlgorithm("AES-128-GCM\0"u8);

    private readonly CipherContext _context;
    private readonly Salt _salt;
    private readonly bool _forRtcp;

    /// <summary>Takes session keys, as derived from the master key.</summary>
    public AeadGcmCipher(ReadOnlySpan<byte> key, ReadOnlySpan<byte> salt, bool encrypt, bool forRtcp)
    {
        _context = new CipherContext(Algorithm, key, encrypt);
        salt.CopyTo(_salt);
        _forRtcp = forRtcp;
    }

    public override void Seal(
        Span<byte> packet, int headerLength, uint ssrc, long index, uint trailer, Span<byte> tag)
    {
        var done = TryBegin(packet[..headerLength], ssrc, index, trailer)
            && _context.TryCrypt(packet[headerLength..])
            && _context.TryFinish(tag);
        OpenSslException.ThrowUnless(done, "AES-GCM encryption");
    }

    public override bool TryOpen(
        Span<byte> packet, int headerLength, uint ssrc, long index, uint trailer, ReadOnlySpan<byte> tag) =>
        TryBegin(packet[..headerLength], ssrc, index, trailer)
        && _context.TryCrypt(packet[headerLength..])
        && _context.TryVerify(tag);

    public override void Dispose() => _context.Dispose();

    /// <summary>Sets the nonce (section 8.1) and the associated data (sections 8.2 and 9.2).</summary>
    private bool TryBegin(ReadOnlySpan<byte> header, uint ssrc, long index, uint trailer)
    {
        Span<byte> nonce = stackalloc byte[NonceLength];
        ((ReadOnlySpan<byte>)_salt).CopyTo(nonce);
        MixInto(nonce[2..], ssrc, index);
        if (!_context.TryBegin(nonce) || !_context.TryAuthenticate(header))
            return false;
        if (!_forRtcp)
            return true; // the roll-over counter is in the nonce already

        // The E flag of RTCP is nowhere else.
        Span<byte> word = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(word, trailer);
        return _context.TryAuthenticate(word);
    }

    // In the object itself: an array would be one more place in memory for each packet.
    [InlineArray(NonceLength)]
    private struct Salt
    {
        private byte _first;
    }
}
