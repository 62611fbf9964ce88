using System.Buffers.Binary;
using System.Text;

namespace TalksPlatform.Broadcast.Media.Outputs.Rtmp.Picture;

/// <summary>
/// Pictures and sound on one pipe, as Matroska without any compression: each picture goes with the sound of its time, so
/// that nothing can come apart. A cluster holds one picture and its four frames of sound.
/// </summary>
internal sealed class RawFeed(Stream pipe)
{
    private const int SoundBytes = PictureFormat.TicksPerPicture * Pcm16.BytesPerFrame;
    private const int VideoTrack = 1;
    private const int AudioTrack = 2;

    private readonly byte[] _cluster = NewCluster();
    private long _pictures;

    /// <summary>Where the next picture is painted.</summary>
    public Memory<byte> Picture => _cluster.AsMemory(PictureAt, PictureFormat.Bytes);

    /// <summary>Where its sound is put.</summary>
    public Memory<byte> Sound => _cluster.AsMemory(SoundAt, SoundBytes);

    private static int PictureAt => ClusterHead + BlockHead;

    private static int SoundAt => PictureAt + PictureFormat.Bytes + BlockHead;

    private static int ClusterHead => 12 + 10; // id, size; a timestamp of eight bytes

    private static int BlockHead => 9 + 4; // id, size; track, time, flags

    /// <summary>Says what will come.</summary>
    public async Task BeginAsync(CancellationToken ct) => await pipe.WriteAsync(Head(), ct);

    /// <summary>Sends what was painted and put.</summary>
    public async Task SendAsync(CancellationToken ct)
    {
        var milliseconds = _pictures++ * (long)PictureFormat.Interval.TotalMilliseconds;
        BinaryPrimitives.WriteInt64BigEndian(_cluster.AsSpan(14), milliseconds);
        await pipe.WriteAsync(_cluster, ct);
    }

    private static byte[] NewCluster()
    {
        var cluster = new byte[SoundAt + SoundBytes];
        PutHead(cluster, 0x1F43B675, cluster.Length - 12);
        cluster[12] = 0xE7;
        cluster[13] = 0x88; // eight bytes follow
        PutBlock(cluster.AsSpan(ClusterHead), VideoTrack, PictureFormat.Bytes);
        PutBlock(cluster.AsSpan(PictureAt + PictureFormat.Bytes), AudioTrack, SoundBytes);
        return cluster;
    }

    private static void PutHead(Span<byte> at, uint id, long size)
    {
        BinaryPrimitives.WriteUInt32BigEndian(at, id);
        BinaryPrimitives.WriteInt64BigEndian(at[4..], size + (1L << 56));
    }

    private static void PutBlock(Span<byte> at, int track, int size)
    {
        at[0] = 0xA3;
        BinaryPrimitives.WriteInt64BigEndian(at[1..], size + 4 + (1L << 56));
        at[9] = (byte)(0x80 | track);
        at[12] = 0x80; // each stands alone
    }

    private static byte[] Head() =>
    [
        .. Element(0x1A45DFA3, Number(0x4286, 1), Number(0x42F7, 1), Number(0x42F2, 4), Number(0x42F3, 8),
            Text(0x4282, "matroska"), Number(0x4287, 4), Number(0x4285, 2)),
        0x18, 0x53, 0x80, 0x67, 0x01, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, // a segment without end
        .. Element(0x1549A966, Number(0x2AD7B1, 1_000_000), Text(0x4D80, "talks"), Text(0x5741, "talks")),
        .. Element(0x1654AE6B,
            Element(0xAE, Number(0xD7, VideoTrack), Number(0x73C5, VideoTrack), Number(0x83, 1), Text(0x86, "V_UNCOMPRESSED"),
                Number(0x23E383, (uint)PictureFormat.Interval.TotalNanoseconds),
                Element(0xE0, Number(0xB0, PictureFormat.Width), Number(0xBA, PictureFormat.Height), Text(0x2EB524, "I420"))),
            Element(0xAE, Number(0xD7, AudioTrack), Number(0x73C5, AudioTrack), Number(0x83, 2), Text(0x86, "A_PCM/INT/LIT"),
                Element(0xE1, Real(0xB5, AudioFrame.SampleRate), Number(0x9F, 1), Number(0x6264, 16)))),
    ];

    private static byte[] Number(uint id, uint value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return Element(id, bytes);
    }

    private static byte[] Real(uint id, double value)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteDoubleBigEndian(bytes, value);
        return Element(id, bytes);
    }

    private static byte[] Text(uint id, string value) => Element(id, Encoding.ASCII.GetBytes(value));

    private static byte[] Element(uint id, params ReadOnlySpan<byte[]> parts)
    {
        byte[] content = [];
        foreach (var part in parts)
            content = [.. content, .. part];
        var size = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(size, content.Length + (1L << 56));
        var name = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(name, id);
        return [.. name.AsSpan().TrimStart((byte)0), .. size, .. content];
    }
}
