using System.Text;
using Microsoft.AspNetCore.Http;
using TalksPlatform.Broadcast.Media.Outputs.Hls;

namespace TalksPlatform.Broadcast.Tests.Media;

public sealed class HlsJoinTests : IDisposable
{
    private readonly HlsShop _shop = new();

    public void Dispose() => _shop.Dispose();

    [Fact]
    public async Task Who_comes_in_gets_the_beginning_and_the_last_twelve_seconds_in_one_answer()
    {
        for (var i = 0; i < 8; i++)
            _shop.AddSegment($"sound{i}");

        var (told, body) = await JoinAsync();

        told.ShouldBe("2;4,6,6,6,6,6,6");
        body.ShouldBe("initsound2sound3sound4sound5sound6sound7");
    }

    [Fact]
    public async Task What_was_before_a_cut_is_left_out()
    {
        _shop.AddSegment("before");
        _shop.Restart();
        _shop.AddSegment("after");
        _shop.AddSegment("later");

        (await JoinAsync()).Told.ShouldBe("1;4,5,5");
    }

    [Fact]
    public async Task A_stream_that_is_over_says_so()
    {
        _shop.AddSegment("last");
        _shop.Stream.End();
        (await _shop.GetAsync("join")).Status.ShouldBe(StatusCodes.Status410Gone);
    }

    private async Task<(string Told, string Body)> JoinAsync()
    {
        var answer = await _shop.GetAsync("join");
        return (answer.Headers["Segments"].ToString(), Encoding.ASCII.GetString(answer.Body));
    }
}
