using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Http;
using TalksPlatform.TestKit;

namespace TalksPlatform.Broadcast.Tests.Media;

public sealed class HlsLaneTests : IDisposable
{
    private readonly HlsShop _shop = new();

    public void Dispose() => _shop.Dispose();

    [Fact]
    public async Task A_reload_is_held_until_its_part_is_there()
    {
        _shop.AddSegment("zero");
        var first = _shop.GetAsync("low.m3u8", "?_HLS_msn=1&_HLS_part=0");
        var second = _shop.GetAsync("low.m3u8", "?_HLS_msn=1&_HLS_part=1");
        first.IsCompleted.ShouldBeFalse();

        _shop.AddPart("a");

        (await first).Text.ShouldContain("URI=\"1.0-aaaaaaa.m4s\",INDEPENDENT=YES\n#EXT-X-PRELOAD-HINT:TYPE=PART,URI=\"1.1-aaaaaaa.m4s\"\n");
        second.IsCompleted.ShouldBeFalse();
        _shop.AddPart("b");
        (await second).Text.ShouldContain("#EXT-X-PRELOAD-HINT:TYPE=PART,URI=\"1.2-aaaaaaa.m4s\"\n");
    }

    [Fact]
    public async Task The_plain_playlist_is_held_until_its_segment_is_there()
    {
        _shop.AddSegment("zero");
        var next = _shop.GetAsync("index.m3u8", "?_HLS_msn=1");
        _shop.AddPart("a");
        next.IsCompleted.ShouldBeFalse();
        _shop.AddSegment("one");
        var answer = await next;
        answer.Text.ShouldContain("\n1.m4s\n");
        answer.Headers.CacheControl.ToString().ShouldBe("public, max-age=2");
        (await _shop.GetAsync("index.m3u8")).Text.ShouldContain("CAN-BLOCK-RELOAD=YES");
    }

    [Fact]
    public async Task A_plain_playlist_that_cannot_be_held_any_longer_comes_as_it_is()
    {
        _shop.AddSegment("zero");
        var next = _shop.GetAsync("index.m3u8", "?_HLS_msn=1");
        await Eventually.BecomesAsync(() => _shop.Time.Armed == 1, "it is held");
        _shop.Time.Advance(TimeSpan.FromSeconds(6));
        var answer = await next;
        answer.Status.ShouldBe(StatusCodes.Status200OK);
        answer.Text.ShouldContain("\n0.m4s\n");
        answer.Headers.CacheControl.ToString().ShouldBe("no-cache");
    }

    [Fact]
    public async Task A_part_beyond_a_segments_last_is_the_next_ones_first()
    {
        _shop.AddPart("a");
        _shop.AddSegment("zero");
        _shop.AddPart("a");
        _shop.AddSegment("one"); // of two parts
        var beyond = _shop.GetAsync("low.m3u8", "?_HLS_msn=1&_HLS_part=2");
        beyond.IsCompleted.ShouldBeFalse();
        _shop.AddPart("a");
        (await beyond).Text.ShouldContain("2.0-aaaaaaa.m4s");
    }

    [Theory]
    [InlineData("?_HLS_msn=7")]
    [InlineData("?_HLS_msn=99999999999999999999")]
    [InlineData("?_HLS_msn=-1")]
    [InlineData("?_HLS_msn=one")]
    [InlineData("?_HLS_msn=")]
    [InlineData("?_HLS_part=1")]
    [InlineData("?_HLS_msn=1&_HLS_part=-1")]
    [InlineData("?_HLS_msn=1&_HLS_part=400")]
    [InlineData("?_HLS_msn=1&_HLS_msn=2")]
    public async Task What_makes_no_sense_is_refused_at_once(string query)
    {
        _shop.AddSegment("zero");
        (await _shop.GetAsync("low.m3u8", query)).Status.ShouldBe(StatusCodes.Status400BadRequest);
        (await _shop.GetAsync("all.m3u8", query)).Status.ShouldBe(StatusCodes.Status400BadRequest);
    }

    [Fact]
    public async Task Nobody_is_held_longer_than_three_targets()
    {
        _shop.AddSegment("zero");
        var held = _shop.GetAsync("low.m3u8", "?_HLS_msn=1&_HLS_part=0");
        await Eventually.BecomesAsync(() => _shop.Time.Armed == 1, "it is held");
        _shop.Time.Advance(TimeSpan.FromSeconds(6));
        var answer = await held;
        answer.Status.ShouldBe(StatusCodes.Status503ServiceUnavailable);
        answer.Headers.RetryAfter.ToString().ShouldBe("1");
    }

    [Fact]
    public async Task The_part_that_was_hinted_at_and_the_next_segment_are_waited_for()
    {
        _shop.AddSegment("zero");
        var part = _shop.GetAsync("1.0-aaaaaaa.m4s");
        var segment = _shop.GetAsync("1.m4s");
        _shop.AddPart("a");
        (await part).Text.ShouldBe("a");
        segment.IsCompleted.ShouldBeFalse();
        _shop.AddSegment("one");
        var whole = await segment;
        whole.Text.ShouldBe("one");
        whole.Headers.CacheControl.ToString().ShouldBe("public, max-age=31536000, immutable");

        var never = _shop.GetAsync("2.m4s");
        await Eventually.BecomesAsync(() => _shop.Time.Armed == 1, "it is held");
        _shop.Time.Advance(TimeSpan.FromSeconds(10));
        (await never).Status.ShouldBe(StatusCodes.Status404NotFound);
        (await _shop.GetAsync("9.m4s")).Status.ShouldBe(StatusCodes.Status404NotFound);
    }

    [Fact]
    public async Task Who_has_the_playlist_is_told_only_of_what_is_new()
    {
        for (var i = 0; i < 40; i++)
            _shop.AddSegment($"sound{i}");

        var low = (await _shop.GetAsync("low.m3u8")).Text;
        low.ShouldContain("#EXT-X-MEDIA-SEQUENCE:10\n");
        low.ShouldContain("CAN-SKIP-UNTIL=12.0");
        var update = (await _shop.GetAsync("low.m3u8", "?_HLS_skip=YES")).Text;
        update.ShouldContain("#EXT-X-MEDIA-SEQUENCE:10\n");
        update.ShouldContain("#EXT-X-SKIP:SKIPPED-SEGMENTS=23\n");
        update.ShouldContain("\n33.m4s\n");
        update.ShouldNotContain("\n32.m4s\n");

        var whole = (await _shop.GetAsync("all.m3u8")).Text;
        whole.ShouldContain("#EXT-X-MEDIA-SEQUENCE:0\n");
        whole.ShouldContain("\n0.m4s\n");
        (await _shop.GetAsync("all.m3u8", "?_HLS_skip=YES&_HLS_msn=39")).Text.ShouldContain("#EXT-X-SKIP:SKIPPED-SEGMENTS=33\n");
    }

    [Fact]
    public async Task A_talk_of_three_hours_has_a_playlist_that_a_phone_can_read()
    {
        for (var i = 0; i < 6500; i++)
            _shop.AddSegment("x");
        var whole = await _shop.GetAsync("all.m3u8", with: request => request.Headers.AcceptEncoding = "gzip, br");
        whole.Headers.ContentEncoding.ToString().ShouldBe("gzip");
        whole.Body.Length.ShouldBeLessThan(32 << 10);
        using var unzipped = new StreamReader(new GZipStream(new MemoryStream(whole.Body), CompressionMode.Decompress), Encoding.UTF8);
        (await unzipped.ReadToEndAsync()).ShouldContain("#EXT-X-MEDIA-SEQUENCE:200\n");
    }

    [Fact]
    public async Task After_a_crash_no_part_has_the_name_of_another()
    {
        _shop.AddSegment("zero");
        _shop.AddPart("lost");
        _shop.Restart();
        _shop.AddPart("kept");

        var low = (await _shop.GetAsync("low.m3u8")).Text;
        low.ShouldContain("#EXT-X-DISCONTINUITY\n");
        low.ShouldContain("1.0-bbbbbbb.m4s");
        (await _shop.GetAsync("1.0-bbbbbbb.m4s")).Text.ShouldBe("kept");
        (await _shop.GetAsync("1.0-aaaaaaa.m4s")).Status.ShouldBe(StatusCodes.Status404NotFound);
        (await _shop.GetAsync("0.m4s")).Text.ShouldBe("zero"); // from the disk
    }

    [Theory]
    [InlineData("bytes=0-1", StatusCodes.Status206PartialContent, "so", "bytes 0-1/5")]
    [InlineData("bytes=3-", StatusCodes.Status206PartialContent, "nd", "bytes 3-4/5")]
    [InlineData("bytes=-2", StatusCodes.Status206PartialContent, "nd", "bytes 3-4/5")]
    [InlineData("bytes=9-", StatusCodes.Status416RangeNotSatisfiable, "", "bytes */5")]
    [InlineData("bytes=0-0,2-3", StatusCodes.Status200OK, "sound", "")]
    [InlineData("lines=1-2", StatusCodes.Status200OK, "sound", "")]
    [InlineData("bytes=5-2", StatusCodes.Status200OK, "sound", "")]
    public async Task Ranges_of_a_segment_can_be_had(string range, int status, string body, string told)
    {
        _shop.AddSegment("sound");
        var answer = await _shop.GetAsync("0.m4s", with: request => request.Headers.Range = range);
        (answer.Status, answer.Text, answer.Headers.ContentRange.ToString()).ShouldBe((status, body, told));
    }

    [Theory]
    [InlineData("index.jsonl")]
    [InlineData("..%2f0.m4s")]
    [InlineData("../64k/0.m4s")]
    [InlineData("0.m4s.draft")]
    [InlineData("0.0-.m4s")]
    [InlineData("99999999999999.m4s")]
    public async Task Nothing_else_of_the_folder_is_shown(string file)
    {
        _shop.AddSegment("sound");
        (await _shop.GetAsync(file)).Status.ShouldBe(StatusCodes.Status404NotFound);
    }
}
