namespace TalksPlatform.Foundation.Flac;

/// <summary>The checksums of a frame: CRC-8 of its header, CRC-16 of the whole (RFC 9639, sections 9.1.8 and 9.3).</summary>
internal static class FlacChecks
{
    private static readonly byte[] Table8 = [.. Enumerable.Range(0, 256).Select(value => (byte)Divide(value, bits: 8, polynomial: 0x07))];
    private static readonly ushort[] Table16 = [.. Enumerable.Range(0, 256).Select(value => (ushort)Divide(value << 8, bits: 16, polynomial: 0x8005))];

    public static byte Crc8(ReadOnlySpan<byte> bytes)
    {
        byte crc = 0;
        foreach (var one in bytes)
            crc = Table8[crc ^ one];
        return crc;
    }

    public static ushort Crc16(ReadOnlySpan<byte> bytes)
    {
        ushort crc = 0;
        foreach (var one in bytes)
            crc = (ushort)((crc << 8) ^ Table16[(crc >> 8) ^ one]);
        return crc;
    }

    private static int Divide(int value, int bits, int polynomial)
    {
        var top = 1 << (bits - 1);
        for (var i = 0; i < 8; i++)
            value = (value & top) != 0 ? (value << 1) ^ polynomial : value << 1;
        return value;
    }
}
