namespace TalksPlatform.Foundation.Flac;

/// <summary>The header of a frame (RFC 9639, section 9.1).</summary>
/// <param name="Length">Samples a channel.</param>
/// <param name="Pairing">How two channels were made one of the other; 0 when they were not.</param>
internal readonly record struct FlacFrame(int Length, ChannelPairing Pairing)
{
    private const int SyncCode = 0x7FFC; // 15 bits, the last reserved
    private const int LongestNumber = 7;

    private static readonly int[] Rates = [0, 88_200, 176_400, 192_000, 8_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000, 96_000];
    private static readonly int[] Depths = [0, 8, 12, -1, 16, 20, 24, 32];

    /// <summary>Reads it up to its checksum.</summary>
    /// <exception cref="InvalidDataException">It is none, is damaged, or its sound is not that of the stream.</exception>
    public static FlacFrame Read(FrameBits bits, FlacInfo info)
    {
        if (bits.Read(15) != SyncCode)
            throw new InvalidDataException("a frame in it does not begin as frames do");
        bits.Read(1); // how blocks are numbered, which nobody asks for
        var (length, rate, channels) = ((int)bits.Read(4), (int)bits.Read(4), (int)bits.Read(4));
        var depth = Depths[bits.Read(3)];
        if (bits.Read(1) != 0 || length == 0 || channels > 10)
            throw Damaged();
        PassNumber(bits);

        length = ReadLength(bits, length);
        rate = ReadRate(bits, rate);
        var crc = FlacChecks.Crc8(bits.Frame);
        if (bits.Read(8) != crc)
            throw Damaged();

        var count = channels < 8 ? channels + 1 : 2;
        if ((rate != 0 && rate != info.SampleRate) || (depth != 0 && depth != info.BitsPerSample) || count != info.Channels)
            throw new InvalidDataException("its sound changes in the middle");
        return new FlacFrame(length, channels < 8 ? ChannelPairing.None : (ChannelPairing)channels);
    }

    private static void PassNumber(FrameBits bits)
    {
        var first = bits.Read(8);
        var bytes = 0;
        while (bytes <= LongestNumber && (first & (0x80u >> bytes)) != 0)
            bytes++;
        if (bytes is 1 or > LongestNumber)
            throw Damaged();
        for (var i = 1; i < bytes; i++)
        {
            if (bits.Read(2) != 0b10)
                throw Damaged();
            bits.Read(6);
        }
    }

    private static int ReadLength(FrameBits bits, int code) => code switch
    {
        1 => 192,
        <= 5 => 144 << code,
        6 => (int)bits.Read(8) + 1,
        7 => (int)bits.Read(16) + 1,
        _ => 1 << code,
    };

    private static int ReadRate(FrameBits bits, int code) => code switch
    {
        < 12 => Rates[code],
        12 => (int)bits.Read(8) * 1_000,
        13 => (int)bits.Read(16),
        14 => (int)bits.Read(16) * 10,
        _ => throw Damaged(),
    };

    private static InvalidDataException Damaged() => new("the header of a frame in it is damaged");
}

/// <summary>How two channels were made one of the other, as a frame's header numbers it.</summary>
internal enum ChannelPairing
{
    None = 0,
    LeftSide = 8,
    SideRight = 9,
    MidSide = 10,
}
