using System.Buffers.Binary;

namespace TalksPlatform.Rtc.Tests.Dtls;

/// <summary>Cuts a handshake message as a network with a small MTU makes its sender do (RFC 6347, section 4.2.3).</summary>
internal static class HandshakePieces
{
    private const int RecordHeader = 13;
    private const int MessageHeader = 12;
    private const int FirstRecord = 40; // beyond the numbers of the next flight, within one replay window

    /// <summary>One datagram, of one record with one whole message, becomes several.</summary>
    public static IReadOnlyList<byte[]> Cut(byte[] datagram, int longest)
    {
        var message = datagram.AsSpan(RecordHeader);
        var body = message[MessageHeader..];
        var pieces = new List<byte[]>();
        for (var at = 0; at < body.Length; at += longest)
        {
            var length = Math.Min(longest, body.Length - at);
            var piece = new byte[RecordHeader + MessageHeader + length];
            datagram.AsSpan(0, RecordHeader + MessageHeader).CopyTo(piece);
            piece[10] = (byte)(FirstRecord + pieces.Count);
            BinaryPrimitives.WriteUInt16BigEndian(piece.AsSpan(11), (ushort)(MessageHeader + length));
            WriteUInt24(piece.AsSpan(RecordHeader + 6), at);
            WriteUInt24(piece.AsSpan(RecordHeader + 9), length);
            body.Slice(at, length).CopyTo(piece.AsSpan(RecordHeader + MessageHeader));
            pieces.Add(piece);
        }

        return pieces;
    }

    private static void WriteUInt24(Span<byte> at, int value)
    {
        at[0] = (byte)(value >> 16);
        at[1] = (byte)(value >> 8);
        at[2] = (byte)value;
    }
}
