using System.Buffers.Binary;

namespace TalksPlatform.Rtc.Srtp;

/// <summary>
/// Encrypts and authenticates the packets of one kind (RTP or RTCP) in one direction, in place. Keeps its key schedule;
/// only the nonce changes from packet to packet. Not thread-safe: its owner takes care.
/// </summary>
internal abstract class SrtpCipher : IDisposable
{
    /// <summary>Encrypts what follows the header and writes the tag.</summary>
    /// <param name="packet">The plain packet.</param>
    /// <param name="headerLength">The bytes at its start that stay readable.</param>
    /// <param name="ssrc">The source that sends it.</param>
    /// <param name="index">The packet's place in the stream: 48 bits (RTP) or 31 bits (RTCP). Never used twice.</param>
    /// <param name="trailer">Authenticated with the packet: the roll-over counter (RTP), or the E flag and index (RTCP).</param>
    /// <param name="tag">Receives the authentication tag, as long as the profile says.</param>
    public abstract void Seal(
        Span<byte> packet, int headerLength, uint ssrc, long index, uint trailer, Span<byte> tag);

    /// <summary>The reverse of <see cref="Seal"/>.</summary>
    /// <returns>False when the packet is not genuine; its content is garbage then.</returns>
    public abstract bool TryOpen(
        Span<byte> packet, int headerLength, uint ssrc, long index, uint trailer, ReadOnlySpan<byte> tag);

    public abstract void Dispose();

    public static SrtpCipher ForRtp(SrtpMasterKey master, bool encrypt) => Create(
        master, SrtpKeyLabel.RtpEncryption, SrtpKeyLabel.RtpSalt, SrtpKeyLabel.RtpAuthentication, encrypt, forRtcp: false);

    public static SrtpCipher ForRtcp(SrtpMasterKey master, bool encrypt) => Create(
        master, SrtpKeyLabel.RtcpEncryption, SrtpKeyLabel.RtcpSalt, SrtpKeyLabel.RtcpAuthentication, encrypt, forRtcp: true);

    /// <summary>
    /// XORs source and index into a salted nonce: the same 10 bytes in both profiles, at different places.
    /// </summary>
    protected static void MixInto(Span<byte> nonce, uint ssrc, long index)
    {
        BinaryPrimitives.WriteUInt32BigEndian(nonce, BinaryPrimitives.ReadUInt32BigEndian(nonce) ^ ssrc);
        var high = nonce[4..];
        BinaryPrimitives.WriteUInt16BigEndian(
            high, (ushort)(BinaryPrimitives.ReadUInt16BigEndian(high) ^ (ushort)(index >> 32)));
        var low = nonce[6..];
        BinaryPrimitives.WriteUInt32BigEndian(low, BinaryPrimitives.ReadUInt32BigEndian(low) ^ (uint)index);
    }

    private static SrtpCipher Create(
        SrtpMasterKey master, SrtpKeyLabel key, SrtpKeyLabel salt, SrtpKeyLabel authentication, bool encrypt, bool forRtcp)
    {
        var sessionKey = master.Derive(key, SrtpProfile.KeyLength);
        var sessionSalt = master.Derive(salt, master.Profile.SaltLength);
        return master.Profile.IsAead
            ? new AeadGcmCipher(sessionKey, sessionSalt, encrypt, forRtcp)
            : new CounterModeCipher(sessionKey, sessionSalt, master.Derive(authentication, CounterModeCipher.MacKeyLength));
    }
}
