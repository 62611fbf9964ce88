using System.Security.Cryptography;

namespace TalksPlatform.Rtc.Srtp;

/// <summary>
/// The master key and salt of one direction, and the keys of the packets derived from them (RFC 3711, section 4.3).
/// </summary>
internal sealed class SrtpMasterKey(SrtpProfile profile, ReadOnlySpan<byte> key, ReadOnlySpan<byte> salt)
{
    private readonly byte[] _key = key.Length == SrtpProfile.KeyLength
        ? key.ToArray() : throw new ArgumentException("An SRTP master key has 16 bytes.", nameof(key));

    private readonly byte[] _salt = salt.Length == profile.SaltLength
        ? salt.ToArray() : throw new ArgumentException("The SRTP master salt has the wrong length.", nameof(salt));

    public SrtpProfile Profile { get; } = profile;

    /// <summary>Derives a session key; no rekeying happens, so the key derivation rate is 0.</summary>
    public byte[] Derive(SrtpKeyLabel label, int length)
    {
        using var aes = Aes.Create();
        aes.Key = _key;

        // x = label and index XOR the salt; a GCM salt of 12 bytes counts as padded with zeros (RFC 7714, section 11).
        Span<byte> block = stackalloc byte[16];
        block.Clear();
        _salt.CopyTo(block);
        block[7] ^= (byte)label;

        var derived = new byte[length];
        Span<byte> stream = stackalloc byte[16];
        for (var offset = 0; offset < length; offset += stream.Length)
        {
            block[15] = (byte)(offset / stream.Length);
            aes.EncryptEcb(block, stream, PaddingMode.None);
            stream[..Math.Min(stream.Length, length - offset)].CopyTo(derived.AsSpan(offset));
        }

        return derived;
    }
}

/// <summary>What a derived key is for (RFC 3711, section 4.3.2).</summary>
internal enum SrtpKeyLabel : byte
{
    RtpEncryption = 0,
    RtpAuthentication = 1,
    RtpSalt = 2,
    RtcpEncryption = 3,
    RtcpAuthentication = 4,
    RtcpSalt = 5,
}
