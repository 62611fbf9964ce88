using System.Buffers.Binary;

namespace TalksPlatform.Foundation.Flac;

/// <summary>What a FLAC stream says of itself in its first block, STREAMINFO (RFC 9639, section 8.2).</summary>
/// <param name="SampleRate">Samples a second.</param>
/// <param name="Channels">1 to 8.</param>
/// <param name="BitsPerSample">4 to 24.</param>
/// <param name="Samples">Samples a channel; 0 when whoever wrote it did not know yet.</param>
public sealed record FlacInfo(int SampleRate, int Channels, int BitsPerSample, long Samples = 0)
{
    /// <summary>The marker, one block header and STREAMINFO: what comes before the first frame of our own streams.</summary>
    public const int HeaderBytes = 42;

    internal const int Bytes = 34;
    internal const int Md5Bytes = 16;

    private const int LongestBlock = 65_535;
    private const long MostSamples = (1L << 36) - 1;

    /// <summary>The fewest samples in a block, but for the last.</summary>
    internal int SmallestBlock { get; init; } = LongestBlock;

    /// <summary>The most samples in a block.</summary>
    internal int LargestBlock { get; init; } = LongestBlock;

    /// <summary>The fewest bytes in a frame; 0 when unknown.</summary>
    internal int SmallestFrame { get; init; }

    /// <summary>The most bytes in a frame; 0 when unknown.</summary>
    internal int LargestFrame { get; init; }

    /// <summary>Of the samples, interleaved and little endian; all zeros when unknown.</summary>
    internal ReadOnlyMemory<byte> Md5 { get; init; } = new byte[Md5Bytes];

    internal bool KnowsMd5 => Md5.Span.ContainsAnyExcept((byte)0);

    /// <summary>Writes the header of a stream that has no other metadata.</summary>
    internal void WriteHeader(Span<byte> header)
    {
        "fLaC"u8.CopyTo(header);
        BinaryPrimitives.WriteUInt32BigEndian(header[4..], 0x8000_0000u | Bytes); // the last block of metadata; type 0
        var info = header[8..HeaderBytes];
        BinaryPrimitives.WriteUInt16BigEndian(info, (ushort)SmallestBlock);
        BinaryPrimitives.WriteUInt16BigEndian(info[2..], (ushort)LargestBlock);
        WriteUInt24(info[4..], SmallestFrame);
        WriteUInt24(info[7..], LargestFrame);
        BinaryPrimitives.WriteUInt64BigEndian(info[10..],
            ((ulong)SampleRate << 44) | ((ulong)(Channels - 1) << 41) | ((ulong)(BitsPerSample - 1) << 36)
            | (ulong)(Samples <= MostSamples ? Samples : 0));
        Md5.Span.CopyTo(info[18..]);
    }

    /// <exception cref="InvalidDataException">It promises what no stream of ours could be.</exception>
    internal static FlacInfo Parse(ReadOnlySpan<byte> info)
    {
        var packed = BinaryPrimitives.ReadUInt64BigEndian(info[10..]);
        var parsed = new FlacInfo(
            (int)(packed >> 44), 1 + (int)((packed >> 41) & 7), 1 + (int)((packed >> 36) & 31), (long)packed & MostSamples)
        {
            SmallestBlock = BinaryPrimitives.ReadUInt16BigEndian(info),
            LargestBlock = BinaryPrimitives.ReadUInt16BigEndian(info[2..]),
            SmallestFrame = ReadUInt24(info[4..]),
            LargestFrame = ReadUInt24(info[7..]),
            Md5 = info[18..Bytes].ToArray(),
        };
        if (parsed.SampleRate == 0 || parsed.BitsPerSample is < 4 or > FlacReader.MostBits || parsed.LargestBlock < 16)
            throw new InvalidDataException($"its sound is of an unknown kind ({parsed.SampleRate} Hz, {parsed.BitsPerSample} bits)");
        return parsed;
    }

    private static void WriteUInt24(Span<byte> target, int value)
    {
        target[0] = (byte)(value >> 16);
        BinaryPrimitives.WriteUInt16BigEndian(target[1..], (ushort)value);
    }

    private static int ReadUInt24(ReadOnlySpan<byte> source) => (source[0] << 16) | BinaryPrimitives.ReadUInt16BigEndian(source[1..]);
}
