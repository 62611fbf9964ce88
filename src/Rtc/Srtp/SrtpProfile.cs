namespace TalksPlatform.Rtc.Srtp;

/// <summary>
/// A protection profile as DTLS-SRTP (RFC 5764, section 4.1.2; RFC 7714, section 14.2) or a telephone call's description
/// (RFC 4568, section 6.2; RFC 7714, section 14.3) negotiates it.
/// </summary>
internal sealed class SrtpProfile
{
    public const int KeyLength = 16;

    /// <summary>AES-128 in Galois/Counter mode: what browsers choose when it is offered first.</summary>
    public static readonly SrtpProfile AeadAes128Gcm =
        new(7, "SRTP_AEAD_AES_128_GCM", "AEAD_AES_128_GCM", saltLength: 12, tagLength: 16, controlTagLength: 16);

    /// <summary>AES-128 in counter mode with HMAC-SHA1 cut to 80 bits: what every implementation speaks.</summary>
    public static readonly SrtpProfile Aes128CmSha1 =
        new(1, "SRTP_AES128_CM_SHA1_80", "AES_CM_128_HMAC_SHA1_80", saltLength: 14, tagLength: 10, controlTagLength: 10);

    /// <summary>The same with 32 bits for RTP and still 80 for RTCP: only telephones ask for it (RFC 4568, section 6.2.2).</summary>
    public static readonly SrtpProfile Aes128CmSha1Short =
        new(2, "SRTP_AES128_CM_SHA1_32", "AES_CM_128_HMAC_SHA1_32", saltLength: 14, tagLength: 4, controlTagLength: 10);

    /// <summary>The profiles that DTLS may choose, the preferred one first.</summary>
    public static readonly IReadOnlyList<SrtpProfile> All = [AeadAes128Gcm, Aes128CmSha1];

    /// <summary>No protected packet is longer than its plain form plus this.</summary>
    public const int MaxOverhead = 16 + sizeof(uint);

    private SrtpProfile(int id, string name, string sdesName, int saltLength, int tagLength, int controlTagLength)
    {
        Id = id;
        Name = name;
        SdesName = sdesName;
        SaltLength = saltLength;
        TagLength = tagLength;
        ControlTagLength = controlTagLength;
    }

    /// <summary>The number in the use_srtp extension.</summary>
    public int Id { get; }

    /// <summary>OpenSSL's name for it.</summary>
    public string Name { get; }

    /// <summary>Its name in a session description (RFC 4568).</summary>
    public string SdesName { get; }

    public int SaltLength { get; }

    /// <summary>The bytes of an RTP packet's tag.</summary>
    public int TagLength { get; }

    /// <summary>The bytes of an RTCP packet's tag.</summary>
    public int ControlTagLength { get; }

    public bool IsAead => this == AeadAes128Gcm;

    public override string ToString() => Name;
}
