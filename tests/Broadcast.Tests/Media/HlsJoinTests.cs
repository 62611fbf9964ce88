using System.Text;
using Microsoft.AspNetCore.Http;
using TalksPlatform.Broadcast.Media.Outputs.Hls;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation;
using TalksPlatform.TestKit;

namespace TalksPlatform.Broadcast.Tests.Media;

public sealed class HlsJoinTests : IDisposable
{
    private const string Rung = "24k";

    private readonly DataFolder _data = new(Directory.CreateTempSubdirectory("hls-").FullName);
    private readonly TalkId _talk = TalkId.Of(EpisodeId.New());
    private readonly ManualTime _time = new();
    private readonly HlsStreams _streams;
    private readonly HlsRungFolder _folder;

    public HlsJoinTests()
    {
        _streams = new HlsStreams(_data);
        _folder = _streams.Open(_talk, Rung);
        _folder.AddInitialisation("init"u8);
    }

    public void Dispose() => Directory.Delete(_data.Path, recursive: true);

    [Fact]
    public async Task Who_comes_in_gets_the_beginning_and_the_last_twelve_seconds_in_one_answer()
    {
        for (var i = 0; i < 8; i++)
            Add($"sound{i}");

        var (told, body) = await JoinAsync();

        told.ShouldBe("2;4,6,6,6,6,6,6");
        body.ShouldBe("initsound2sound3sound4sound5sound6sound7");
    }

    [Fact]
    public async Task What_was_before_a_cut_is_left_out()
    {
        Add("before");
        Add("after", cut: true);
        Add("later");

        (await JoinAsync()).Told.ShouldBe("1;4,5,5");
    }

    [Fact]
    public async Task The_segment_that_is_not_there_yet_is_waited_for_but_not_for_ever()
    {
        Add("first");
        var second = _folder.WaitForAsync(1, TimeSpan.FromSeconds(10), _time, CancellationToken.None);
        second.IsCompleted.ShouldBeFalse();
        Add("second");
        await second;

        var third = _folder.WaitForAsync(2, TimeSpan.FromSeconds(10), _time, CancellationToken.None);
        _time.Advance(TimeSpan.FromSeconds(10));
        await third;

        var never = _folder.WaitForAsync(2, TimeSpan.FromSeconds(10), _time, CancellationToken.None);
        _folder.End();
        await never;
    }

    [Fact]
    public async Task A_stream_that_is_over_says_so()
    {
        Add("last");
        _folder.End();
        var http = new DefaultHttpContext();
        await HlsJoin.HandleAsync(_talk, Rung, _streams, http);
        http.Response.StatusCode.ShouldBe(StatusCodes.Status410Gone);
    }

    private void Add(string sound, bool cut = false) => _folder.Add(
        new Mp4Fragment(TimeSpan.Zero, TimeSpan.FromSeconds(2), Encoding.ASCII.GetBytes(sound)), _time.GetUtcNow(), "init.mp4", cut);

    private async Task<(string Told, string Body)> JoinAsync()
    {
        var body = new MemoryStream();
        var http = new DefaultHttpContext { Response = { Body = body } };
        await HlsJoin.HandleAsync(_talk, Rung, _streams, http);
        return (http.Response.Headers["Segments"].ToString(), Encoding.ASCII.GetString(body.ToArray()));
    }
}
