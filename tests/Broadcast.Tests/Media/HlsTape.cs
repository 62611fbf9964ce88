using TalksPlatform.Broadcast.Media;
using TalksPlatform.Broadcast.Media.Outputs;
using TalksPlatform.Broadcast.Media.Outputs.Hls;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation;

namespace TalksPlatform.Broadcast.Tests.Media;

/// <summary>A programme of one note for the live stream of one talk, and what lies on the disk of it.</summary>
internal sealed class HlsTape : IDisposable
{
    public static readonly DateTimeOffset Epoch = new(2026, 11, 26, 12, 0, 0, TimeSpan.Zero);

    private readonly DataFolder _data = new(Directory.CreateTempSubdirectory("hls-").FullName);
    private readonly TalkId _talk = TalkId.Of(EpisodeId.New());
    private readonly AudioFramePool _pool = new(16);
    private readonly SingingVoice _voice = new(1000, -20);

    /// <summary>Which frame of the talk comes next.</summary>
    public long Tick { get; set; }

    public TalkId Talk => _talk;

    /// <summary>The streams of the server that was opened last.</summary>
    public HlsStreams Streams { get; private set; } = null!;

    /// <summary>An output as a server's, after a restart another one on the same folder.</summary>
    public HlsOutput Open() => new(_talk, Streams = new HlsStreams(_data), new Calendar(), TimeProvider.System);

    /// <summary>A rung of the stream that runs.</summary>
    public HlsRungStream Rung(string name) => Streams.TryFindRunning(_talk, HlsRung.Find(name)!)!;

    public void Write(HlsOutput output, double seconds)
    {
        for (var i = 0; i < (int)(seconds * AudioFrame.PerSecond); i++)
        {
            var frame = _pool.Rent(Tick++);
            _voice.Read(frame.Samples);
            output.Frames.Write(frame);
            frame.Release();
        }
    }

    public string PathOf(string rung) => Path.Combine(_data.Path, "hls", _talk.ToString(), rung);

    public HlsRungFolder Folder(string rung) => HlsRungFolder.Read(PathOf(rung));

    public void Dispose() => Directory.Delete(_data.Path, recursive: true);

    private sealed class Calendar : IProgrammeTime
    {
        public DateTimeOffset TimeOf(long tick) => Epoch + (tick * AudioFrame.Duration);
    }
}
