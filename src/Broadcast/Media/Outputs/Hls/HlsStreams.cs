using System.Collections.Concurrent;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation;

namespace TalksPlatform.Broadcast.Media.Outputs.Hls;

/// <summary>The live streams under the data folder. Those that run are read from memory, older ones from their index.</summary>
internal sealed class HlsStreams(DataFolder data)
{
    private readonly ConcurrentDictionary<TalkId, HlsRungStream[]> _running = new();

    /// <summary>A stream begins, or goes on after a restart.</summary>
    public event Action<TalkId>? Opened;

    /// <summary>A stream is deleted; it still lies on disk.</summary>
    public event Action<TalkId>? Erasing;

    /// <summary>Files that were read from disk and will be asked for again.</summary>
    public FileShelf Shelf { get; } = new(64 << 20);

    public string PathOf(TalkId talk, string rung) => data.At("hls", talk.ToString(), rung);

    /// <summary>The rungs of a stream that will be written to, from now on until it is forgotten.</summary>
    public IReadOnlyList<HlsRungStream> Open(TalkId talk)
    {
        var streams = _running.GetOrAdd(talk, _ =>
        {
            HlsRungStream[] rungs = [.. HlsRung.All.Select(rung => new HlsRungStream(rung, HlsRungFolder.Open(PathOf(talk, rung.Name))))];
            foreach (var stream in rungs)
                stream.Playlists.Others = [.. rungs.Where(other => other != stream)];
            return rungs;
        });
        Opened?.Invoke(talk);
        return streams;
    }

    /// <summary>The rung of a stream that runs.</summary>
    public HlsRungStream? TryFindRunning(TalkId talk, HlsRung rung) =>
        _running.TryGetValue(talk, out var rungs) ? Array.Find(rungs, stream => stream.Rung == rung) : null;

    /// <summary>What lies on disk.</summary>
    public HlsRungFolder Read(TalkId talk, string rung) => HlsRungFolder.Read(PathOf(talk, rung));

    /// <summary>The talks whose streams lie on disk.</summary>
    public IEnumerable<TalkId> Kept
    {
        get
        {
            var root = data.At("hls");
            if (!Directory.Exists(root))
                yield break;
            foreach (var folder in Directory.EnumerateDirectories(root))
                if (TalkId.TryParse(Path.GetFileName(folder), out var talk))
                    yield return talk;
        }
    }

    /// <summary>Deletes what a stream that is over left on disk.</summary>
    public void Erase(TalkId talk)
    {
        var folder = data.At("hls", talk.ToString());
        if (Directory.Exists(folder))
        {
            Erasing?.Invoke(talk);
            Directory.Delete(folder, recursive: true);
        }
        Shelf.Clear();
    }

    /// <summary>The stream is over; its playlists come from disk now.</summary>
    public void Forget(TalkId talk) => _running.TryRemove(talk, out _);
}
