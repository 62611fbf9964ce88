using System.Text;
using Microsoft.AspNetCore.Http;
using TalksPlatform.Broadcast.Media.Outputs.Hls;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation;
using TalksPlatform.TestKit;

namespace TalksPlatform.Broadcast.Tests.Media;

/// <summary>One rung of a stream whose sound is words, and the short way by which players get them.</summary>
internal sealed class HlsShop : IDisposable
{
    public static readonly HlsRung Rung = HlsRung.All[0];

    private readonly DataFolder _data = new(Directory.CreateTempSubdirectory("hls-").FullName);
    private readonly TalkId _talk = TalkId.Of(EpisodeId.New());
    private readonly HlsStreams _streams;
    private readonly HlsLane _lane;
    private HlsRun _run;
    private TimeSpan _sound;

    public HlsShop()
    {
        _streams = new HlsStreams(_data);
        _lane = new HlsLane(
            http =>
            {
                http.Response.StatusCode = StatusCodes.Status404NotFound;
                return Task.CompletedTask;
            },
            _streams,
            Time);
        Stream = Open();
        _run = new HlsRun(Time.GetUtcNow(), IsResumed: false, "aaaaaaa") { Initialisation = Stream.AddInitialisation("init"u8) };
    }

    public ManualTime Time { get; } = new();

    public HlsRungStream Stream { get; private set; }

    /// <summary>The address of the rung.</summary>
    public string Address => $"/hls/{_talk}/{Rung.Name}/";

    public void AddPart(string sound) => Stream.AddPart(_run, Piece(sound, HlsShop.Rung.PartTarget));

    public void AddSegment(string sound)
    {
        Stream.AddSegment(_run, Piece(sound, 0.1), Piece(sound, 2));
        _sound += TimeSpan.FromSeconds(2);
    }

    /// <summary>The server crashes and comes up.</summary>
    public void Restart()
    {
        _streams.Forget(_talk);
        Stream = Open();
        _run = _run with { IsResumed = true, Name = "bbbbbbb" };
    }

    /// <summary>Asks, and waits for as long as it takes.</summary>
    public async Task<Answer> GetAsync(string file, string query = "", Action<HttpRequest>? with = null)
    {
        var body = new MemoryStream();
        var http = new DefaultHttpContext { Response = { Body = body } };
        http.Request.Method = "GET";
        http.Request.Path = Address + file;
        http.Request.QueryString = new QueryString(query);
        with?.Invoke(http.Request);
        await _lane.InvokeAsync(http);
        return new Answer(http.Response.StatusCode, http.Response.Headers, body.ToArray());
    }

    public void Dispose() => Directory.Delete(_data.Path, recursive: true);

    private HlsRungStream Open() => _streams.Open(_talk).Single(stream => stream.Rung == Rung);

    private HlsPiece Piece(string sound, double seconds) => new(_sound, seconds, Encoding.ASCII.GetBytes(sound));

    public sealed record Answer(int Status, IHeaderDictionary Headers, byte[] Body)
    {
        public string Text => Encoding.UTF8.GetString(Body);
    }
}
