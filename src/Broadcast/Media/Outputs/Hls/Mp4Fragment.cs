using System.Buffers.Binary;
using System.Text;

namespace TalksPlatform.Broadcast.Media.Outputs.Hls;

/// <summary>Writes a fragment, moof and mdat (ISO/IEC 14496-12, section 8.8), around frames that follow on each other.</summary>
internal static class Mp4Fragment
{
    private const int HeaderBytes = 92;

    /// <summary>All bytes of the fragment.</summary>
    /// <param name="frames">At least one; all last equally long.</param>
    /// <param name="sequence">Higher than that of the fragment before it.</param>
    public static byte[] Write(ReadOnlySpan<Mp4Frame> frames, uint sequence)
    {
        var sound = 0;
        foreach (var frame in frames)
            sound += frame.Bytes.Length;
        var moof = HeaderBytes + (sizeof(uint) * frames.Length);
        var bytes = new byte[moof + Mp4Box.HeaderBytes + sound];

        var rest = Box(bytes, moof, "moof");
        rest = Field(Box(rest, 16, "mfhd", version: 0), sequence);
        rest = Box(rest, moof - 24, "traf");
        rest = Field(Field(Box(rest, 20, "tfhd", version: 0x02_0008), 1), frames[0].Duration); // times from here, a duration for all
        rest = Box(rest, 20, "tfdt", version: 0x0100_0000);
        BinaryPrimitives.WriteUInt64BigEndian(rest, frames[0].StartsAt);
        rest = Box(rest[8..], 20 + (sizeof(uint) * frames.Length), "trun", version: 0x0201); // where the sound begins, a size for each
        rest = Field(Field(rest, (uint)frames.Length), (uint)(moof + Mp4Box.HeaderBytes));
        foreach (var frame in frames)
            rest = Field(rest, (uint)frame.Bytes.Length);

        rest = Box(rest, Mp4Box.HeaderBytes + sound, "mdat");
        foreach (var frame in frames)
        {
            frame.Bytes.Span.CopyTo(rest);
            rest = rest[frame.Bytes.Length..];
        }
        return bytes;
    }

    private static Span<byte> Box(Span<byte> rest, int length, string type, uint? version = null)
    {
        rest = Field(rest, (uint)length);
        Encoding.ASCII.GetBytes(type, rest);
        return version is { } told ? Field(rest[4..], told) : rest[4..];
    }

    private static Span<byte> Field(Span<byte> rest, uint value)
    {
        BinaryPrimitives.WriteUInt32BigEndian(rest, value);
        return rest[sizeof(uint)..];
    }
}
