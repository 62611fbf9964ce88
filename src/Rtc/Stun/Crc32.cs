namespace TalksPlatform.Rtc.Stun;

/// <summary>The CRC-32 of Ethernet and zip, which STUN fingerprints use (RFC 8489, section 14.7).</summary>
internal static class Crc32
{
    private const uint Polynomial = 0xEDB8_8320;

    private static readonly uint[] Table = BuildTable();

    public static uint Of(ReadOnlySpan<byte> data)
    {
        var crc = uint.MaxValue;
        foreach (var octet in data)
            crc = Table[(byte)(crc ^ octet)] ^ crc >> 8;
        return ~crc;
    }

    private static uint[] BuildTable()
    {
        var table = new uint[256];
        for (uint octet = 0; octet < table.Length; octet++)
        {
            var crc = octet;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) != 0 ? crc >> 1 ^ Polynomial : crc >> 1;
            table[octet] = crc;
        }

        return table;
    }
}
