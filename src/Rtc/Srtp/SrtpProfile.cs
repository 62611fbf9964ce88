namespace TalksPlatform.Rtc.Srtp;

/// <summary>
/// A protection profile as DTLS-SRTP negotiates it (RFC 5764, section 4.1.2; RFC 7714, section 14.2).
/// </summary>
internal sealed class SrtpProfile
{
    public const int KeyLength = 16;

    /// <summary>AES-128 in Galois/Counter mode: what browsers choose when it is offered first.</summary>
    public static readonly SrtpProfile AeadAes128Gcm = new(7, "SRTP_AEAD_AES_128_GCM", saltLength: 12, tagLength: 16);

    /// <summary>AES-128 in counter mode with HMAC-SHA1 cut to 80 bits: what every implementation speaks.</summary>
    public static readonly SrtpProfile Aes128CmSha1 = new(1, "SRTP_AES128_CM_SHA1_80", saltLength: 14, tagLength: 10);

    /// <summary>All profiles, the preferred one first.</summary>
    public static readonly IReadOnlyList<SrtpProfile> All = [AeadAes128Gcm, Aes128CmSha1];

    /// <summary>No protected packet is longer than its plain form plus this.</summary>
    public const int MaxOverhead = 16 + sizeof(uint);

    private SrtpProfile(int id, string name, int saltLength, int tagLength)
    {
        Id = id;
        Name = name;
        SaltLength = saltLength;
        TagLength = tagLength;
    }

    /// <summary>The number in the use_srtp extension.</summary>
    public int Id { get; }

    /// <summary>OpenSSL's name for it.</summary>
    public string Name { get; }

    public int SaltLength { get; }

    public int TagLength { get; }

    public bool IsAead => this == AeadAes128Gcm;

    public override string ToString() => Name;
}
