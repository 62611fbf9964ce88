using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace TalksPlatform.Broadcast.Media.Outputs.Hls;

/// <summary>What an encoder makes at once: a few hundredths of a second, which can be decoded by itself.</summary>
/// <param name="StartsAt">From the beginning of the stream, in units of its timescale.</param>
/// <param name="Duration">How long it lasts, in the same units.</param>
/// <param name="Bytes">What is decoded.</param>
internal readonly record struct Mp4Frame(ulong StartsAt, uint Duration, ReadOnlyMemory<byte> Bytes);

/// <summary>
/// Reads what an encoder writes that makes a fragment of each frame: its initialisation, and its frames one by one. Their
/// times are moved by an offset, so that one encoder goes on where another stopped.
/// </summary>
internal sealed class Mp4FrameReader(Stream stream, TimeSpan offset)
{
    private byte[] _moof = [];

    /// <summary>ftyp and moov; known before the first frame comes.</summary>
    public byte[] Initialisation { get; private set; } = [];

    /// <summary>Units of time a second; known before the first frame comes.</summary>
    public uint Timescale { get; private set; }

    /// <exception cref="InvalidDataException">It is no fragmented MP4 of one track with a frame in each fragment.</exception>
    public async IAsyncEnumerable<Mp4Frame> ReadAllAsync([EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var box in Mp4Box.ReadAllAsync(stream, ct))
        {
            switch (box.Type)
            {
                case "ftyp":
                    Initialisation = box.Bytes.ToArray();
                    break;
                case "moov":
                    Initialisation = [.. Initialisation, .. box.Bytes.Span];
                    Timescale = TimescaleOf(box);
                    break;
                case "moof":
                    _moof = box.Bytes.ToArray();
                    break;
                case "mdat" when _moof.Length > 0:
                    yield return Frame(box);
                    _moof = [];
                    break;
            }
        }
    }

    private Mp4Frame Frame(Mp4Box data)
    {
        var track = Mp4Box.Find(_moof.AsSpan(Mp4Box.HeaderBytes), "traf");
        if (ReadUInt32(Mp4Box.Find(track, "trun"), 4) != 1)
            throw new InvalidDataException("A fragment has not one frame.");
        return new Mp4Frame(
            DecodeTime(Mp4Box.Find(track, "tfdt")) + (ulong)(offset.Ticks * Timescale / TimeSpan.TicksPerSecond),
            FrameDuration(Mp4Box.Find(track, "tfhd")),
            data.Bytes[Mp4Box.HeaderBytes..]);
    }

    private static uint TimescaleOf(Mp4Box moov)
    {
        var header = Mp4Box.Find(moov.Payload, "trak", "mdia", "mdhd");
        var timescale = ReadUInt32(header, VersionOf(header) == 1 ? 20 : 12);
        return timescale > 0 ? timescale : throw new InvalidDataException("The track has no timescale.");
    }

    /// <summary>baseMediaDecodeTime (ISO/IEC 14496-12, section 8.8.12).</summary>
    private static ulong DecodeTime(ReadOnlySpan<byte> tfdt) => VersionOf(tfdt) == 1 && tfdt.Length >= 12
        ? BinaryPrimitives.ReadUInt64BigEndian(tfdt[4..])
        : throw new InvalidDataException("The decode time of a fragment has not 64 bits.");

    /// <summary>default_sample_duration (ISO/IEC 14496-12, section 8.8.7): which fields precede it, the flags tell.</summary>
    private static uint FrameDuration(ReadOnlySpan<byte> tfhd)
    {
        const uint baseDataOffset = 0x1, sampleDescription = 0x2, defaultDuration = 0x8;
        var flags = ReadUInt32(tfhd, 0) & 0xFFFFFF;
        if ((flags & defaultDuration) == 0)
            throw new InvalidDataException("A fragment does not tell how long it lasts.");
        var offset = 8 + ((flags & baseDataOffset) != 0 ? 8 : 0) + ((flags & sampleDescription) != 0 ? 4 : 0);
        return ReadUInt32(tfhd, offset);
    }

    private static int VersionOf(ReadOnlySpan<byte> box) =>
        box.Length > 0 ? box[0] : throw new InvalidDataException("A box of the stream is missing.");

    private static uint ReadUInt32(ReadOnlySpan<byte> box, int offset) => box.Length >= offset + sizeof(uint)
        ? BinaryPrimitives.ReadUInt32BigEndian(box[offset..])
        : throw new InvalidDataException("A box of the stream is too short.");
}
