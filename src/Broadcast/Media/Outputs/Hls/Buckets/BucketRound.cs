using System.Globalization;
using System.Text;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Media.Outputs.Hls.Buckets;

/// <summary>
/// Brings one rung of a stream to the bucket, segment after segment behind what is said, and then the playlists that tell of
/// them. How far it came stands beside the segments, so that after a restart nothing is missing.
/// </summary>
internal sealed class BucketRound(TalkId talk, HlsRung rung, HlsStreams streams, Bucket bucket)
{
    private const string Progress = "in-bucket";
    private const int SegmentsLate = 10; // the playlist in the bucket shows no more
    private const int SegmentsPerWhole = 15; // the playlist of the whole talk is long, and comes each half minute

    private readonly string _folder = streams.PathOf(talk, rung.Name);
    private readonly Lock _writing = new();
    private string? _initialisation;
    private bool _stopped; // under _writing
    private bool _wholeIsDue = true;
    private volatile string? _trouble;
    private volatile int _sent;

    /// <summary>What it ran into, until it goes on.</summary>
    public string? Trouble
    {
        get => _trouble;
        set => _trouble = value;
    }

    /// <summary>More is missing in the bucket than its live playlist shows.</summary>
    public bool IsBehind => streams.TryFindRunning(talk, rung) is { Edge.Segments.Count: var made } && made - _sent > SegmentsLate;

    /// <summary>Brings all that is there now.</summary>
    /// <returns>The number of the segment to wait for; null when the stream is over and all of it is there.</returns>
    public async Task<long?> BringAsync(CancellationToken ct)
    {
        var (segments, ended, isRunning) = Look();
        if (segments.Count == 0)
            return isRunning ? 0 : null;
        var sent = _sent = ReadProgress();
        foreach (var segment in segments.Skip(sent))
        {
            if (segment.Initialisation != _initialisation)
                await BringFileAsync(segment.Initialisation, ct);
            _initialisation = segment.Initialisation;
            await BringFileAsync(segment.File, ct);
            WriteProgress(_sent = ++sent);
            _wholeIsDue |= sent % SegmentsPerWhole == 0;
        }

        await BringPlaylistAsync($"{rung.Name}/index.m3u8", HlsPlaylist.Plain(segments, ended, holds: false), ct);
        if (_wholeIsDue || ended)
        {
            await BringPlaylistAsync($"{rung.Name}/all.m3u8", HlsPlaylist.Whole(segments, ended, skips: false), ct);
            await BringPlaylistAsync("live.m3u8", HlsPlaylist.Master("index.m3u8"), ct);
            await BringPlaylistAsync("all.m3u8", HlsPlaylist.Master("all.m3u8"), ct);
            _wholeIsDue = false;
        }
        return isRunning && !ended ? segments.Count : null;
    }

    /// <summary>Nothing more is written into the folder, which is about to be deleted.</summary>
    public void Stop()
    {
        lock (_writing)
            _stopped = true;
    }

    public bool IsStopped
    {
        get
        {
            lock (_writing)
                return _stopped;
        }
    }

    /// <summary>Something of it is not in the bucket, as far as one can see.</summary>
    public bool IsDue => Look().Segments.Count > ReadProgress();

    /// <summary>The names of all that may be in the bucket.</summary>
    public IEnumerable<string> Names()
    {
        var (segments, _, _) = Look();
        return segments.Select(segment => segment.File)
            .Concat(segments.Select(segment => segment.Initialisation).Distinct(StringComparer.Ordinal))
            .Append("index.m3u8").Append("all.m3u8")
            .Select(file => $"{talk}/{rung.Name}/{file}");
    }

    private (IReadOnlyList<HlsSegment> Segments, bool Ended, bool IsRunning) Look()
    {
        if (streams.TryFindRunning(talk, rung) is { Edge: var edge })
            return (edge.Segments, edge.Ended, true);
        var folder = streams.Read(talk, rung.Name);
        return (folder.Segments, folder.Ended, false);
    }

    private async Task BringFileAsync(string file, CancellationToken ct)
    {
        var path = Path.Combine(_folder, file);
        if (File.Exists(path)) // an administrator may have made room
            await bucket.PutAsync($"{talk}/{rung.Name}/{file}", await File.ReadAllBytesAsync(path, ct), HlsAnswers.SoundType, HlsAnswers.ForEver, ct);
    }

    private Task BringPlaylistAsync(string file, string text, CancellationToken ct) =>
        bucket.PutAsync($"{talk}/{file}", Encoding.UTF8.GetBytes(text), HlsAnswers.PlaylistType, "public, max-age=1", ct);

    private int ReadProgress()
    {
        var file = Path.Combine(_folder, Progress);
        return File.Exists(file) && int.TryParse(File.ReadAllText(file), NumberStyles.None, CultureInfo.InvariantCulture, out var sent) ? sent : 0;
    }

    private void WriteProgress(int sent)
    {
        var draft = Path.Combine(_folder, Progress + ".draft");
        lock (_writing)
        {
            if (_stopped)
                return;
            File.WriteAllText(draft, sent.ToString(CultureInfo.InvariantCulture));
            File.Move(draft, Path.Combine(_folder, Progress), overwrite: true);
        }
    }
}
