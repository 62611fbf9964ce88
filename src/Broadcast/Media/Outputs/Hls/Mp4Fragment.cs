using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace TalksPlatform.Broadcast.Media.Outputs.Hls;

/// <summary>A piece of a fragmented MP4 that can be decoded by itself once the initialisation is known.</summary>
/// <param name="StartsAt">From the beginning of the stream.</param>
/// <param name="Duration">How long it lasts.</param>
/// <param name="Bytes">moof and mdat.</param>
internal sealed record Mp4Fragment(TimeSpan StartsAt, TimeSpan Duration, ReadOnlyMemory<byte> Bytes);

/// <summary>
/// Cuts what an encoder writes into its initialisation and its fragments. Only streams of one track whose samples all last
/// equally long are understood: sound. Its times are moved by an offset, so that one encoder goes on where another stopped.
/// </summary>
internal sealed class Mp4FragmentReader(Stream stream, TimeSpan offset)
{
    private uint _timescale;
    private byte[] _moof = [];

    /// <summary>ftyp and moov; known before the first fragment comes.</summary>
    public byte[] Initialisation { get; private set; } = [];

    /// <exception cref="InvalidDataException">It is no fragmented MP4 of one track of sound.</exception>
    public async IAsyncEnumerable<Mp4Fragment> ReadAllAsync([EnumeratorCancellation] CancellationToken ct)
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
                    _timescale = TimescaleOf(box);
                    break;
                case "moof":
                    _moof = box.Bytes.ToArray();
                    break;
                case "mdat" when _moof.Length > 0:
                    yield return Fragment(box);
                    _moof = [];
                    break;
            }
        }
    }

    private Mp4Fragment Fragment(Mp4Box data)
    {
        byte[] bytes = [.. _moof, .. data.Bytes.Span];
        var track = Mp4Box.Find(bytes.AsSpan(Mp4Box.HeaderBytes), "traf");
        return new Mp4Fragment(
            Time(MoveDecodeTime(Mp4Box.Find(track, "tfdt"))),
            Time(Samples(Mp4Box.Find(track, "trun")) * SampleDuration(Mp4Box.Find(track, "tfhd"))),
            bytes);
    }

    private TimeSpan Time(ulong units) => TimeSpan.FromTicks((long)(units * TimeSpan.TicksPerSecond / _timescale));

    private static uint TimescaleOf(Mp4Box moov)
    {
        var header = Mp4Box.Find(moov.Payload, "trak", "mdia", "mdhd");
        var timescale = ReadUInt32(header, VersionOf(header) == 1 ? 20 : 12);
        return timescale > 0 ? timescale : throw new InvalidDataException("The track has no timescale.");
    }

    /// <summary>baseMediaDecodeTime (ISO/IEC 14496-12, section 8.8.12).</summary>
    private ulong MoveDecodeTime(Span<byte> tfdt)
    {
        if (VersionOf(tfdt) != 1 || tfdt.Length < 12)
            throw new InvalidDataException("The decode time of a fragment has not 64 bits.");
        var time = BinaryPrimitives.ReadUInt64BigEndian(tfdt[4..]) + (ulong)(offset.Ticks * _timescale / TimeSpan.TicksPerSecond);
        BinaryPrimitives.WriteUInt64BigEndian(tfdt[4..], time);
        return time;
    }

    private static uint Samples(ReadOnlySpan<byte> trun) => ReadUInt32(trun, 4);

    /// <summary>default_sample_duration (ISO/IEC 14496-12, section 8.8.7): which fields precede it, the flags tell.</summary>
    private static ulong SampleDuration(ReadOnlySpan<byte> tfhd)
    {
        const uint baseDataOffset = 0x1, sampleDescription = 0x2, defaultDuration = 0x8;
        var flags = ReadUInt32(tfhd, 0) & 0xFFFFFF;
        if ((flags & defaultDuration) == 0)
            throw new InvalidDataException("The samples of the track last differently long.");
        var offset = 8 + ((flags & baseDataOffset) != 0 ? 8 : 0) + ((flags & sampleDescription) != 0 ? 4 : 0);
        return ReadUInt32(tfhd, offset);
    }

    private static int VersionOf(ReadOnlySpan<byte> box) =>
        box.Length > 0 ? box[0] : throw new InvalidDataException("A box of the stream is missing.");

    private static uint ReadUInt32(ReadOnlySpan<byte> box, int offset) => box.Length >= offset + sizeof(uint)
        ? BinaryPrimitives.ReadUInt32BigEndian(box[offset..])
        : throw new InvalidDataException("A box of the stream is too short.");
}
