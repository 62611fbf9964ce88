using System.Buffers.Binary;
using System.Security.Cryptography;

namespace TalksPlatform.Rtc.Stun;

/// <summary>
/// A STUN message read in place (RFC 8489). Once parsed, its structure is sound: every attribute lies inside, and a
/// fingerprint, when there is one, is right. Integrity is checked separately, when the key is known.
/// </summary>
internal readonly ref struct StunMessage
{
    private readonly ReadOnlySpan<byte> _message;
    private readonly int _integrityAt;

    private StunMessage(ReadOnlySpan<byte> message, int integrityAt, bool hasFingerprint, ushort unknownAttribute)
    {
        _message = message;
        _integrityAt = integrityAt;
        HasFingerprint = hasFingerprint;
        UnknownAttribute = unknownAttribute;
    }

    public StunClass Class => StunFormat.ClassOf(Type);

    public ushort Method => StunFormat.MethodOf(Type);

    public TransactionId TransactionId => new(
        BinaryPrimitives.ReadUInt64BigEndian(_message[8..]),
        BinaryPrimitives.ReadUInt32BigEndian(_message[16..]));

    public bool HasFingerprint { get; }

    /// <summary>The first attribute that has to be understood and is not; 0 when there is none.</summary>
    public ushort UnknownAttribute { get; }

    private ushort Type => BinaryPrimitives.ReadUInt16BigEndian(_message);

    /// <summary>Whether a datagram can be STUN at all, by its first byte (RFC 7983).</summary>
    public static bool Looks(ReadOnlySpan<byte> datagram) => datagram.Length > 0 && datagram[0] < 4;

    public static bool TryParse(ReadOnlySpan<byte> datagram, out StunMessage message)
    {
        message = default;
        if (datagram.Length is < StunFormat.HeaderLength or > StunFormat.MaxMessageLength
            || (datagram[0] & 0xC0) != 0
            || BinaryPrimitives.ReadUInt32BigEndian(datagram[4..]) != StunFormat.MagicCookie
            || BinaryPrimitives.ReadUInt16BigEndian(datagram[2..]) != datagram.Length - StunFormat.HeaderLength
            || datagram.Length % 4 != 0)
            return false;

        var integrityAt = 0;
        var hasFingerprint = false;
        ushort unknown = 0;
        for (var at = StunFormat.HeaderLength; at < datagram.Length;)
        {
            if (hasFingerprint || !TryReadAttribute(datagram, at, out var type, out var value))
                return false; // nothing follows the fingerprint

            switch (type)
            {
                case StunAttribute.MessageIntegrity when value.Length != StunFormat.IntegrityLength:
                    return false;
                case StunAttribute.MessageIntegrity when integrityAt == 0:
                    integrityAt = at;
                    break;
                case StunAttribute.Fingerprint:
                    if (!IsFingerprint(value, datagram[..at]))
                        return false;
                    hasFingerprint = true;
                    break;
                default:
                    if (unknown == 0 && integrityAt == 0 && !IsUnderstood(type))
                        unknown = (ushort)type;
                    break;
            }

            at += StunFormat.AttributeHeaderLength + StunFormat.Padded(value.Length);
        }

        message = new StunMessage(datagram, integrityAt, hasFingerprint, unknown);
        return true;
    }

    /// <summary>Finds an attribute; what follows the integrity is nobody's word and is not found.</summary>
    public bool TryGet(StunAttribute wanted, out ReadOnlySpan<byte> value)
    {
        var end = _integrityAt > 0 ? _integrityAt : _message.Length;
        for (var at = StunFormat.HeaderLength; at < end;)
        {
            if (!TryReadAttribute(_message, at, out var type, out value))
                break;
            if (type == wanted)
                return true;
            at += StunFormat.AttributeHeaderLength + StunFormat.Padded(value.Length);
        }

        value = default;
        return false;
    }

    public bool Has(StunAttribute wanted) => TryGet(wanted, out _);

    /// <summary>The sender's view of our address (section 14.2).</summary>
    public bool TryGetMappedAddress(out TransportAddress address)
    {
        address = default;
        return TryGet(StunAttribute.XorMappedAddress, out var value)
            && XorAddress.TryRead(value, _message.Slice(4, 16), out address);
    }

    /// <summary>Whether the sender knows the password (section 14.5, short-term credentials).</summary>
    public bool IsIntact(ReadOnlySpan<byte> password)
    {
        if (_integrityAt == 0)
            return false;

        // The digest covers what precedes it, with a length that ends behind it.
        Span<byte> covered = stackalloc byte[_integrityAt];
        _message[.._integrityAt].CopyTo(covered);
        var end = _integrityAt + StunFormat.AttributeHeaderLength + StunFormat.IntegrityLength;
        BinaryPrimitives.WriteUInt16BigEndian(covered[2..], (ushort)(end - StunFormat.HeaderLength));

        Span<byte> digest = stackalloc byte[StunFormat.IntegrityLength];
        StunIntegrity.Digest(password, covered, digest);
        return CryptographicOperations.FixedTimeEquals(
            digest, _message.Slice(end - StunFormat.IntegrityLength, StunFormat.IntegrityLength));
    }

    private static bool TryReadAttribute(
        ReadOnlySpan<byte> message, int at, out StunAttribute type, out ReadOnlySpan<byte> value)
    {
        type = default;
        value = default;
        var rest = message[at..];
        if (rest.Length < StunFormat.AttributeHeaderLength)
            return false;

        type = (StunAttribute)BinaryPrimitives.ReadUInt16BigEndian(rest);
        var length = BinaryPrimitives.ReadUInt16BigEndian(rest[2..]);
        if (StunFormat.AttributeHeaderLength + StunFormat.Padded(length) > rest.Length)
            return false;

        value = rest.Slice(StunFormat.AttributeHeaderLength, length);
        return true;
    }

    private static bool IsFingerprint(ReadOnlySpan<byte> value, ReadOnlySpan<byte> covered) =>
        value.Length == StunFormat.FingerprintLength
        && BinaryPrimitives.ReadUInt32BigEndian(value) == (Crc32.Of(covered) ^ StunFormat.FingerprintMask);

    /// <summary>Attributes from 0x8000 on may be skipped by those who do not know them.</summary>
    private static bool IsUnderstood(StunAttribute type) =>
        (ushort)type >= 0x8000
        || type is StunAttribute.Username or StunAttribute.ErrorCode or StunAttribute.UnknownAttributes
            or StunAttribute.XorMappedAddress or StunAttribute.Priority or StunAttribute.UseCandidate
            or StunAttribute.MessageIntegritySha256;
}
