namespace TalksPlatform.Rtc.Stun;

/// <summary>The layout that reader and writer share (RFC 8489, sections 5 and 14).</summary>
internal static class StunFormat
{
    public const int HeaderLength = 20;
    public const int AttributeHeaderLength = 4;
    public const int IntegrityLength = 20;
    public const int FingerprintLength = 4;

    public const uint MagicCookie = 0x2112_A442;
    public const uint FingerprintMask = 0x5354_554E;
    public const ushort BindingMethod = 0x0001;

    /// <summary>No honest connectivity check is longer.</summary>
    public const int MaxMessageLength = 1280;

    public static int Padded(int length) => (length + 3) & ~3;

    /// <summary>Method and class share 14 bits, the class in bits 4 and 8.</summary>
    public static ushort Type(StunClass @class, ushort method) => (ushort)(
        (method & 0x0F80) << 2 | (method & 0x0070) << 1 | method & 0x000F
        | ((int)@class & 2) << 7 | ((int)@class & 1) << 4);

    public static StunClass ClassOf(ushort type) => (StunClass)((type >> 7 & 2) | (type >> 4 & 1));

    public static ushort MethodOf(ushort type) => (ushort)((type & 0x3E00) >> 2 | (type & 0x00E0) >> 1 | type & 0x000F);
}
