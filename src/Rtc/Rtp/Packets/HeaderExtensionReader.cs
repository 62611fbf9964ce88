namespace TalksPlatform.Rtc.Rtp;

/// <summary>
/// Walks through the elements of a packet's header extension in its one-byte or two-byte form (RFC 8285 §4), from
/// anybody: what is malformed ends the walk.
/// </summary>
public ref struct HeaderExtensionReader
{
    private const ushort OneByteProfile = 0xBEDE;
    private const ushort TwoByteProfile = 0x1000;
    private const ushort TwoByteMask = 0xFFF0; // the last four bits are the application's
    private const int Reserved = 15; // ends the list in the one-byte form

    private readonly bool _isOneByte;
    private ReadOnlySpan<byte> _rest;

    /// <summary>Stands before the first element of a packet.</summary>
    public HeaderExtensionReader(in RtpPacket packet)
    {
        _isOneByte = packet.ExtensionProfile == OneByteProfile;
        _rest = _isOneByte || (packet.ExtensionProfile & TwoByteMask) == TwoByteProfile ? packet.Extension : [];
    }

    /// <summary>The element's id, by the session's agreement.</summary>
    public byte Id { get; private set; }

    /// <summary>The element's value.</summary>
    public ReadOnlySpan<byte> Value { get; private set; }

    /// <summary>The value of one element; false when the packet does not bear it.</summary>
    public static bool TryFind(in RtpPacket packet, byte id, out ReadOnlySpan<byte> value)
    {
        var reader = new HeaderExtensionReader(packet);
        while (id != 0 && reader.TryRead())
        {
            if (reader.Id != id)
                continue;
            value = reader.Value;
            return true;
        }

        value = [];
        return false;
    }

    /// <summary>Moves to the next element; false at the end.</summary>
    public bool TryRead()
    {
        while (_rest is [0, ..])
            _rest = _rest[1..]; // padding

        var headerLength = _isOneByte ? 1 : 2;
        if (_rest.Length < headerLength)
            return false;

        var id = _isOneByte ? _rest[0] >> 4 : _rest[0];
        var length = _isOneByte ? (_rest[0] & 0x0F) + 1 : _rest[1];
        if ((_isOneByte && id == Reserved) || headerLength + length > _rest.Length)
            return false;

        Id = (byte)id;
        Value = _rest.Slice(headerLength, length);
        _rest = _rest[(headerLength + length)..];
        return true;
    }
}
