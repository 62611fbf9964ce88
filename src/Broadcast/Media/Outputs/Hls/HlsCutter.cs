namespace TalksPlatform.Broadcast.Media.Outputs.Hls;

/// <summary>A part or a segment.</summary>
/// <param name="StartsAt">From the beginning of the stream.</param>
/// <param name="Seconds">How long it lasts.</param>
/// <param name="Bytes">A fragment of MP4.</param>
internal sealed record HlsPiece(TimeSpan StartsAt, double Seconds, byte[] Bytes);

/// <summary>
/// Puts an encoder's frames together: into parts, and into the segments of which they are, each as one fragment. Segments
/// end where the time since the encoder's start says so, and not by counting frames: then all rungs' end together.
/// </summary>
internal sealed class HlsCutter(HlsRung rung, uint timescale)
{
    private readonly List<Mp4Frame> _frames = [];
    private ulong? _origin;
    private ulong _segments = 1;
    private int _parted; // how many of the frames are in a part already

    /// <summary>Frames that no segment has yet.</summary>
    public bool IsEmpty => _frames.Count == 0;

    /// <summary>Takes a frame.</summary>
    /// <returns>Whether a part is whole by it, and whether a segment is.</returns>
    public (bool Part, bool Segment) Add(Mp4Frame frame)
    {
        _origin ??= frame.StartsAt;
        _frames.Add(frame);
        var length = frame.StartsAt + frame.Duration - _origin.Value;
        var segment = length * 48_000 >= _segments * HlsRung.SegmentSamples * timescale;
        return (segment || _frames.Count - _parted >= rung.FramesPerPart, segment);
    }

    /// <summary>The part of all frames that are in none.</summary>
    public HlsPiece? TakePart()
    {
        if (_parted == _frames.Count)
            return null;
        var part = Piece(_parted);
        _parted = _frames.Count;
        return part;
    }

    /// <summary>The segment of all frames there are.</summary>
    public HlsPiece TakeSegment()
    {
        var segment = Piece(0);
        _frames.Clear();
        _parted = 0;
        _segments++;
        return segment;
    }

    private HlsPiece Piece(int from)
    {
        var frames = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_frames)[from..];
        var (first, last) = (frames[0], frames[^1]);
        var sequence = (uint)(last.StartsAt / last.Duration) + 1; // grows with the parts as with the segments
        return new HlsPiece(
            TimeSpan.FromTicks((long)(first.StartsAt * TimeSpan.TicksPerSecond / timescale)),
            (last.StartsAt + last.Duration - first.StartsAt) / (double)timescale,
            Mp4Fragment.Write(frames, sequence));
    }
}
