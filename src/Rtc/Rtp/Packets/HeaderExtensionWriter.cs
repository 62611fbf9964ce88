using System.Buffers.Binary;

namespace TalksPlatform.Rtc.Rtp;

/// <summary>
/// Adds header extensions to a plain RTP header that is already written (RFC 8285): in the one-byte form as long as ids
/// and values allow, which is decided at the beginning for all.
/// </summary>
public ref struct HeaderExtensionWriter
{
    private const int LargestOneByteId = 14;
    private const int LongestOneByteValue = 16;
    private const int ProfileLength = 4;

    private readonly Span<byte> _packet;
    private readonly bool _isOneByte;
    private int _position = RtpPacket.HeaderLength + ProfileLength;

    /// <summary>Begins behind the header.</summary>
    /// <param name="packet">The packet's buffer, with a header of 12 bytes.</param>
    /// <param name="largestId">The largest id that will be added.</param>
    /// <param name="longestValue">The length of the longest value that will be added.</param>
    public HeaderExtensionWriter(Span<byte> packet, byte largestId, int longestValue)
    {
        _packet = packet;
        _isOneByte = largestId <= LargestOneByteId && longestValue <= LongestOneByteValue;
    }

    /// <summary>Adds an element.</summary>
    /// <returns>Where its value of that length is to be written.</returns>
    public Span<byte> Add(byte id, int length)
    {
        if (_isOneByte)
        {
            _packet[_position++] = (byte)(id << 4 | (length - 1));
        }
        else
        {
            _packet[_position++] = id;
            _packet[_position++] = (byte)length;
        }

        var value = _packet.Slice(_position, length);
        _position += length;
        return value;
    }

    /// <summary>Pads and closes the extension; without any element the header stays as it was.</summary>
    /// <returns>Where the payload begins.</returns>
    public int Finish()
    {
        const int Begin = RtpPacket.HeaderLength + ProfileLength;
        if (_position == Begin)
            return RtpPacket.HeaderLength;

        while (_position % 4 != 0)
            _packet[_position++] = 0;
        _packet[0] |= 0x10;
        BinaryPrimitives.WriteUInt16BigEndian(_packet[RtpPacket.HeaderLength..], (ushort)(_isOneByte ? 0xBEDE : 0x1000));
        BinaryPrimitives.WriteUInt16BigEndian(
            _packet[(RtpPacket.HeaderLength + 2)..], (ushort)((_position - Begin) / 4));
        return _position;
    }
}
