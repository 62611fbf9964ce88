using System.Buffers.Binary;

namespace TalksPlatform.Broadcast.Tests.Hubs.Sockets;

/// <summary>Frames as clients send them (RFC 6455, section 5.2).</summary>
internal static class MaskedFrame
{
    private static readonly byte[] Mask = [0x37, 0xfa, 0x21, 0x3d];

    public static byte[] Text(string text) => Of(0x81, Encoding(text));

    public static byte[] Of(byte first, byte[] payload)
    {
        byte[] length = payload.Length switch
        {
            < 126 => [(byte)(0x80 | payload.Length)],
            <= ushort.MaxValue => [0x80 | 126, (byte)(payload.Length >> 8), (byte)payload.Length],
            _ => [0x80 | 127, .. Long(payload.Length)],
        };
        return [first, .. length, .. Mask, .. payload.Select((one, i) => (byte)(one ^ Mask[i % 4]))];
    }

    private static byte[] Encoding(string text) => System.Text.Encoding.UTF8.GetBytes(text);

    private static byte[] Long(long length)
    {
        var bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, length);
        return bytes;
    }
}
