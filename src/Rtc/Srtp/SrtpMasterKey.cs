using TalksPlatform.Rtc.Native;

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
        // x = label and index XOR the salt; a GCM salt of 12 bytes counts as padded with zeros (RFC 7714, section 11).
        Span<byte> counter = stackalloc byte[16];
        counter.Clear();
        _salt.CopyTo(counter);
        counter[7] ^= (byte)label;

        var derived = new byte[length]; // of zeros, so that they become the key stream itself
        using var cipher = new CipherContext(CounterModeCipher.Algorithm, _key, encrypt: true);
        OpenSslException.ThrowUnless(cipher.TryBegin(counter) && cipher.TryCrypt(derived), "SRTP key derivation");
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
