using System.Buffers.Binary;

namespace TalksPlatform.Broadcast.Hubs.Sockets;

/// <summary>What a WebSocket frame says of itself (RFC 6455, section 5.2).</summary>
/// <param name="Opcode">0 goes on, 1 text, 2 bytes, 8 close, 9 ping, 10 pong.</param>
/// <param name="IsFinal">It ends its message.</param>
/// <param name="Mask">What the payload is masked with, in the order of the wire.</param>
/// <param name="Size">Bytes of this header.</param>
/// <param name="Length">Bytes of the payload.</param>
internal readonly record struct FrameHeader(int Opcode, bool IsFinal, uint Mask, int Size, long Length)
{
    public const int Continues = 0;
    public const int Text = 1;
    public const int Bytes = 2;
    public const int Close = 8;
    public const int Ping = 9;
    public const int Pong = 10;

    /// <summary>The longest header of a client's frame.</summary>
    public const int Longest = 14;

    private const int Final = 0x80;
    private const int Reserved = 0x70;
    private const int Masked = 0x80;
    private const int LongestControl = 125;

    public bool IsControl => Opcode >= Close;

    /// <summary>Reads the header of a client's frame.</summary>
    /// <param name="bytes">The frame's first bytes; <see cref="Longest"/> are always enough.</param>
    /// <param name="header">The header, when true is returned.</param>
    /// <returns>False when there are too few bytes.</returns>
    /// <exception cref="BrokenSocketException">No client may send this.</exception>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out FrameHeader header)
    {
        header = default;
        if (bytes.Length < 2)
            return false;
        var (first, second) = (bytes[0], bytes[1]);
        if ((first & Reserved) != 0 || (first & 0x0F) is > Bytes and < Close or > Pong)
            throw new BrokenSocketException("A frame of no known kind.");
        if ((second & Masked) == 0)
            throw new BrokenSocketException("A client's frames are masked.");

        var short7 = second & 0x7F;
        var size = 2 + (short7 switch { 126 => 2, 127 => 8, _ => 0 }) + sizeof(uint);
        if (bytes.Length < size)
            return false;
        var length = short7 switch
        {
            126 => BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]),
            127 => BinaryPrimitives.ReadInt64BigEndian(bytes[2..]),
            _ => short7,
        };
        header = new FrameHeader(first & 0x0F, (first & Final) != 0, BinaryPrimitives.ReadUInt32LittleEndian(bytes[(size - sizeof(uint))..]), size, length);
        if (length < 0 || (header.IsControl && (length > LongestControl || !header.IsFinal)))
            throw new BrokenSocketException("A frame of an impossible length.");
        return true;
    }
}

/// <summary>What came is no WebSocket, or not our protocol: the connection cannot go on.</summary>
internal sealed class BrokenSocketException(string message) : Exception(message);
