using System.Buffers.Binary;

namespace TalksPlatform.Broadcast.Hubs.Fanout;

/// <summary>A text message as one WebSocket frame (RFC 6455, section 5.2), unmasked as servers send it.</summary>
internal static class TextFrame
{
    private const byte FinalText = 0x81;

    public static byte[] Of(ReadOnlySpan<byte> text)
    {
        var header = text.Length switch { < 126 => 2, <= ushort.MaxValue => 4, _ => 10 };
        var frame = new byte[header + text.Length];
        frame[0] = FinalText;
        switch (header)
        {
            case 2:
                frame[1] = (byte)text.Length;
                break;
            case 4:
                frame[1] = 126;
                BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(2), (ushort)text.Length);
                break;
            default:
                frame[1] = 127;
                BinaryPrimitives.WriteInt64BigEndian(frame.AsSpan(2), text.Length);
                break;
        }
        text.CopyTo(frame.AsSpan(header));
        return frame;
    }
}
