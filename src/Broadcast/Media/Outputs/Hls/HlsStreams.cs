using System.Collections.Concurrent;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation;

namespace TalksPlatform.Broadcast.Media.Outputs.Hls;

/// <summary>The live streams under the data folder. Those that run are read from memory, older ones from their index.</summary>
internal sealed class HlsStreams(DataFolder data)
{
    private readonly ConcurrentDictionary<(TalkId Talk, string Rung), HlsRungFolder> _running = new();

    public string PathOf(TalkId talk, string rung) => data.At("hls", talk.ToString(), rung);

    /// <summary>The one folder that a running stream writes to.</summary>
    public HlsRungFolder Open(TalkId talk, string rung) =>
        _running.GetOrAdd((talk, rung), _ => HlsRungFolder.Open(PathOf(talk, rung)));

    public HlsRungFolder Find(TalkId talk, string rung) =>
        _running.TryGetValue((talk, rung), out var running) ? running : HlsRungFolder.Read(PathOf(talk, rung));

    public bool IsRunning(TalkId talk, string rung) => _running.ContainsKey((talk, rung));

    /// <summary>Deletes what a stream that is over left on disk.</summary>
    public void Erase(TalkId talk)
    {
        var folder = data.At("hls", talk.ToString());
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }

    /// <summary>The stream is over; its playlists come from disk now.</summary>
    public void Forget(TalkId talk)
    {
        foreach (var rung in HlsRung.All)
            _running.TryRemove((talk, rung.Name), out _);
    }
}
