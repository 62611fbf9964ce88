using System.Buffers.Binary;
using System.Security.Cryptography;
using TalksPlatform.Rtc.Srtp;

namespace TalksPlatform.Bench.Peers;

/// <summary>
/// SRTP's GCM protection (RFC 7714) over .NET's <see cref="AesGcm"/>, for one source without extensions. It spares itself
/// every check that a real sender makes.
/// </summary>
internal sealed class AesGcmSender(SrtpMasterKey master) : IDisposable
{
    private const int HeaderLength = 12;
    private const int NonceLength = 12;
    private const int TagLength = 16;

    private readonly AesGcm _cipher = new(master.Derive(SrtpKeyLabel.RtpEncryption, SrtpProfile.KeyLength), TagLength);
    private readonly byte[] _salt = master.Derive(SrtpKeyLabel.RtpSalt, SrtpProfile.AeadAes128Gcm.SaltLength);
    private uint _rollOvers;
    private ushort _last;

    public int ProtectRtp(Span<byte> buffer, int length)
    {
        var sequence = BinaryPrimitives.ReadUInt16BigEndian(buffer[2..]);
        if (sequence < _last)
            _rollOvers++;
        _last = sequence;

        Span<byte> nonce = stackalloc byte[NonceLength];
        nonce[..2].Clear();
        buffer.Slice(8, sizeof(uint)).CopyTo(nonce[2..]);
        BinaryPrimitives.WriteUInt32BigEndian(nonce[6..], _rollOvers);
        BinaryPrimitives.WriteUInt16BigEndian(nonce[10..], sequence);
        for (var i = 0; i < nonce.Length; i++)
            nonce[i] ^= _salt[i];

        var body = buffer[HeaderLength..length];
        _cipher.Encrypt(nonce, body, body, buffer.Slice(length, TagLength), buffer[..HeaderLength]);
        return length + TagLength;
    }

    public void Dispose() => _cipher.Dispose();
}
