using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;

namespace TalksPlatform.Broadcast.Media.Outputs.Hls;

/// <summary>One box of an MP4 stream (ISO/IEC 14496-12, section 4.2).</summary>
/// <param name="Type">Four characters, e.g. moof.</param>
/// <param name="Bytes">All of it, its header too.</param>
internal readonly record struct Mp4Box(string Type, Memory<byte> Bytes)
{
    public const int HeaderBytes = 8;

    private const int Largest = 16 << 20; // a frame of sound is far from it: more is no MP4

    public Span<byte> Payload => Bytes.Span[HeaderBytes..];

    /// <summary>The boxes of a stream until it ends; one that ends within a box just ends.</summary>
    /// <exception cref="InvalidDataException">It is no MP4.</exception>
    public static async IAsyncEnumerable<Mp4Box> ReadAllAsync(Stream stream, [EnumeratorCancellation] CancellationToken ct)
    {
        var header = new byte[HeaderBytes];
        while (await ReadWholeAsync(stream, header, ct))
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(header);
            if (length is < HeaderBytes or > Largest)
                throw new InvalidDataException($"An MP4 box cannot have {length} bytes.");

            var box = new byte[length];
            header.CopyTo(box, 0);
            if (!await ReadWholeAsync(stream, box.AsMemory(HeaderBytes), ct))
                yield break;
            yield return new Mp4Box(Encoding.ASCII.GetString(header, 4, 4), box);
        }
    }

    /// <summary>The payload of the first box along a path of types, e.g. traf/trun; empty when there is none.</summary>
    public static Span<byte> Find(Span<byte> boxes, params ReadOnlySpan<string> path)
    {
        while (boxes.Length >= HeaderBytes)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(boxes);
            if (length < HeaderBytes || length > boxes.Length)
                break;
            if (Encoding.ASCII.GetString(boxes.Slice(4, 4)) == path[0])
            {
                var payload = boxes[HeaderBytes..(int)length];
                return path.Length == 1 ? payload : Find(payload, path[1..]);
            }
            boxes = boxes[(int)length..];
        }
        return [];
    }

    private static async Task<bool> ReadWholeAsync(Stream stream, Memory<byte> buffer, CancellationToken ct) =>
        await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, ct) == buffer.Length;
}
