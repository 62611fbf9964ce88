using System.Buffers.Binary;

namespace TalksPlatform.Rtc.Stun;

/// <summary>
/// The value of XOR-MAPPED-ADDRESS: an address that no meddling router recognises (RFC 8489, section 14.2).
/// </summary>
internal static class XorAddress
{
    public const int MaxLength = 20;

    private const byte FamilyV4 = 1;
    private const byte FamilyV6 = 2;
    private const int LengthV4 = 8;
    private const int LengthV6 = 20;

    /// <summary>Reads the value.</summary>
    /// <param name="value">The attribute's value.</param>
    /// <param name="mask">The message's magic cookie and transaction id: 16 bytes.</param>
    /// <param name="address">The address in plain.</param>
    public static bool TryRead(ReadOnlySpan<byte> value, ReadOnlySpan<byte> mask, out TransportAddress address)
    {
        address = default;
        if (value.Length < LengthV4)
            return false;

        var port = (ushort)(BinaryPrimitives.ReadUInt16BigEndian(value[2..]) ^ BinaryPrimitives.ReadUInt16BigEndian(mask));
        switch (value[1])
        {
            case FamilyV4 when value.Length == LengthV4:
                address = TransportAddress.FromV4(
                    BinaryPrimitives.ReadUInt32BigEndian(value[4..]) ^ BinaryPrimitives.ReadUInt32BigEndian(mask), port);
                return true;
            case FamilyV6 when value.Length == LengthV6:
                address = new TransportAddress(
                    BinaryPrimitives.ReadUInt64BigEndian(value[4..]) ^ BinaryPrimitives.ReadUInt64BigEndian(mask),
                    BinaryPrimitives.ReadUInt64BigEndian(value[12..]) ^ BinaryPrimitives.ReadUInt64BigEndian(mask[8..]),
                    port);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Writes the value.</summary>
    /// <returns>Its length.</returns>
    public static int Write(Span<byte> value, ReadOnlySpan<byte> mask, TransportAddress address)
    {
        value[0] = 0;
        value[1] = address.IsV4 ? FamilyV4 : FamilyV6;
        BinaryPrimitives.WriteUInt16BigEndian(
            value[2..], (ushort)(address.Port ^ BinaryPrimitives.ReadUInt16BigEndian(mask)));
        if (address.IsV4)
        {
            BinaryPrimitives.WriteUInt32BigEndian(value[4..], address.V4 ^ BinaryPrimitives.ReadUInt32BigEndian(mask));
            return LengthV4;
        }

        BinaryPrimitives.WriteUInt64BigEndian(value[4..], address.High ^ BinaryPrimitives.ReadUInt64BigEndian(mask));
        BinaryPrimitives.WriteUInt64BigEndian(value[12..], address.Low ^ BinaryPrimitives.ReadUInt64BigEndian(mask[8..]));
        return LengthV6;
    }
}
