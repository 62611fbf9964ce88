namespace TalksPlatform.Rtc.Stun;

/// <summary>What a message is in its exchange (RFC 8489, section 5).</summary>
internal enum StunClass
{
    Request = 0,
    Indication = 1,
    SuccessResponse = 2,
    ErrorResponse = 3,
}

/// <summary>The attributes that connectivity checks use (RFC 8489, section 14; RFC 8445, section 16.1).</summary>
internal enum StunAttribute : ushort
{
    Username = 0x0006,
    MessageIntegrity = 0x0008,
    ErrorCode = 0x0009,
    UnknownAttributes = 0x000A,
    MessageIntegritySha256 = 0x001C,
    XorMappedAddress = 0x0020,
    Priority = 0x0024,
    UseCandidate = 0x0025,
    Software = 0x8022,
    Fingerprint = 0x8028,
    IceControlled = 0x8029,
    IceControlling = 0x802A,
}

/// <summary>Error codes of responses (RFC 8489, section 14.8; RFC 8445, section 16.2).</summary>
internal enum StunError
{
    UnknownAttribute = 420,
    RoleConflict = 487,
}

/// <summary>The 96 bits that tie a response to its request.</summary>
internal readonly record struct TransactionId(ulong High, uint Low);
