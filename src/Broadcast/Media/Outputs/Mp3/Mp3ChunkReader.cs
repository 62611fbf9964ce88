using System.Runtime.CompilerServices;

namespace TalksPlatform.Broadcast.Media.Outputs.Mp3;

/// <summary>
/// Cuts an MP3 stream of layer III at the borders of its frames, so that a listener may come in, or lose a chunk, between
/// any two of them.
/// </summary>
internal static class Mp3ChunkReader
{
    private const int HeaderBytes = 4;
    private const int ChunkBytes = 1024; // a fifth of a second at 48 kb/s

    private static readonly int[] Mpeg1Kilobits = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
    private static readonly int[] Mpeg2Kilobits = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
    private static readonly int[] Mpeg1Rates = [44_100, 48_000, 32_000];

    /// <exception cref="InvalidDataException">It is no MP3.</exception>
    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAllAsync(Stream stream, [EnumeratorCancellation] CancellationToken ct)
    {
        var buffer = new byte[16 * ChunkBytes];
        var filled = 0;
        int read;
        while ((read = await stream.ReadAsync(buffer.AsMemory(filled), ct)) > 0)
        {
            filled += read;
            var whole = WholeFrames(buffer.AsSpan(0, filled));
            if (whole < ChunkBytes)
                continue;
            yield return buffer.AsSpan(0, whole).ToArray();
            buffer.AsSpan(whole, filled - whole).CopyTo(buffer);
            filled -= whole;
        }
        if (WholeFrames(buffer.AsSpan(0, filled)) is > 0 and var rest)
            yield return buffer.AsSpan(0, rest).ToArray();
    }

    private static int WholeFrames(ReadOnlySpan<byte> bytes)
    {
        var whole = 0;
        while (bytes.Length - whole >= HeaderBytes)
        {
            var length = FrameLength(bytes[whole..]);
            if (whole + length > bytes.Length)
                break;
            whole += length;
        }
        return whole;
    }

    /// <summary>The length that a frame's header tells (ISO/IEC 11172-3, section 2.4.3.1, and 13818-3).</summary>
    private static int FrameLength(ReadOnlySpan<byte> header)
    {
        var version = (header[1] >> 3) & 3; // 3: MPEG-1, 2: MPEG-2, 0: MPEG-2.5
        var layer = (header[1] >> 1) & 3; // 1: layer III
        var bitrate = header[2] >> 4;
        var rate = (header[2] >> 2) & 3;
        if (header[0] != 0xFF || (header[1] & 0xE0) != 0xE0 || version == 1 || layer != 1 || bitrate is 0 or 15 || rate == 3)
            throw new InvalidDataException("The encoder's output is no MP3.");

        var padding = (header[2] >> 1) & 1;
        return version == 3
            ? (144_000 * Mpeg1Kilobits[bitrate] / Mpeg1Rates[rate]) + padding
            : (72_000 * Mpeg2Kilobits[bitrate] / (Mpeg1Rates[rate] >> (version == 2 ? 1 : 2))) + padding;
    }
}
