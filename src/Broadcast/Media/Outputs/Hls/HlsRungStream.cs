using System.Collections.Concurrent;
using System.Collections.Immutable;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Media.Outputs.Hls;

/// <summary>
/// One rung of a stream that runs: its folder, where it stands, the bytes that are asked for most, and whoever waits for what
/// comes next. One writer, any readers.
/// </summary>
internal sealed class HlsRungStream
{
    private const int RecentSegments = 12; // what the live playlist shows, and who is a little late
    private const int SegmentsInParts = 4; // more than the three targets for which playlists tell of parts

    private readonly ConcurrentDictionary<string, byte[]> _recent = new(StringComparer.Ordinal);
    private readonly HlsRungFolder _folder;
    private volatile HlsEdge _edge;
    private TaskCompletionSource _changes = NewChange();

    public HlsRungStream(HlsRung rung, HlsRungFolder folder)
    {
        (Rung, _folder) = (rung, folder);
        _edge = new HlsEdge(folder.Segments, null, [], "", folder.Ended);
        Playlists = new HlsPlaylists(this);
    }

    public HlsRung Rung { get; }

    public HlsEdge Edge => _edge;

    public HlsPlaylists Playlists { get; }

    /// <summary>Keeps an encoder's initialisation, and returns its file.</summary>
    public string AddInitialisation(ReadOnlySpan<byte> bytes)
    {
        var file = _folder.AddInitialisation(bytes);
        _recent[file] = bytes.ToArray();
        return file;
    }

    public void AddPart(HlsRun run, HlsPiece piece)
    {
        var (edge, part) = WithPart(_edge, run, piece);
        _recent[part.File] = piece.Bytes;
        Become(edge);
    }

    /// <summary>Adds a whole segment, and its last part with it: who waits sees both or none.</summary>
    public void AddSegment(HlsRun run, HlsPiece? lastPart, HlsPiece piece)
    {
        var edge = _edge;
        if (lastPart is not null)
        {
            (edge, var part) = WithPart(edge, run, lastPart);
            _recent[part.File] = lastPart.Bytes;
        }

        var segment = (edge.Making ?? NewSegment(edge, run, piece.StartsAt)) with { Seconds = piece.Seconds };
        _folder.Add(segment, piece.Bytes);
        _recent[segment.File] = piece.Bytes;
        Become(edge with { Segments = edge.Segments.Add(segment), Making = null, Parts = Newest(edge.Parts, segment.Number), Run = run.Name });
        _recent.TryRemove(segment.FileBefore(RecentSegments), out _);
    }

    public void End()
    {
        _folder.End();
        Become(_edge with { Ended = true });
    }

    /// <summary>The bytes of a file if it is among the newest.</summary>
    public byte[]? FindRecent(string file) => _recent.GetValueOrDefault(file);

    /// <summary>The bytes of a file, from memory or from disk.</summary>
    public async ValueTask<byte[]> ReadAsync(string file, CancellationToken ct) =>
        FindRecent(file) ?? await File.ReadAllBytesAsync(_folder.PathOf(file), ct);

    /// <summary>Waits until the stream has come so far or has ended, for as long as somebody is willing to wait.</summary>
    /// <returns>Whether it has.</returns>
    public async Task<bool> ReachesAsync(long segment, int? part, TimeSpan patience, TimeProvider time, CancellationToken ct)
    {
        if (_edge.Has(segment, part))
            return true;
        using var limit = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, ct);
        while (!either.IsCancellationRequested)
        {
            var change = Volatile.Read(ref _changes).Task; // before looking: what comes in between is not missed
            if (_edge.Ended || _edge.Has(segment, part))
                return true;
            await change.WaitAsync(either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        return false;
    }

    private static (HlsEdge Edge, HlsPart Part) WithPart(HlsEdge edge, HlsRun run, HlsPiece piece)
    {
        if (edge.Run != run.Name && edge.Making is not null) // what could not be kept of the run before
            edge = edge with { Making = null, Parts = edge.Parts.RemoveAll(part => part.Segment == edge.Next) };
        var making = edge.Making ?? NewSegment(edge, run, piece.StartsAt);
        var part = new HlsPart(making.Number, edge.Made, piece.Seconds, run.Name);
        return (edge with { Making = making, Parts = edge.Parts.Add(part), Run = run.Name }, part);
    }

    private static HlsSegment NewSegment(HlsEdge edge, HlsRun run, TimeSpan startsAt) => new(
        edge.Next, 0, run.Origin + startsAt, run.Initialisation, Discontinuity: run.IsResumed && edge.Run != run.Name);

    private ImmutableList<HlsPart> Newest(ImmutableList<HlsPart> parts, long segment)
    {
        var old = parts.FindAll(part => part.Segment <= segment - SegmentsInParts);
        foreach (var part in old)
            _recent.TryRemove(part.File, out _);
        return parts.RemoveRange(old);
    }

    private void Become(HlsEdge edge)
    {
        _edge = edge;
        Interlocked.Exchange(ref _changes, NewChange()).SetResult();
    }

    private static TaskCompletionSource NewChange() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
