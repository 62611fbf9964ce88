using System.Net;
using System.Net.Http.Headers;
using TalksPlatform.Archive.Tests.Given;
using TalksPlatform.Contracts;

namespace TalksPlatform.Archive.Tests;

public sealed class MediaTests(PublishedTalk talk) : IClassFixture<PublishedTalk>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string Url => $"/media/{talk.Episode.Id}/mp3-96.mp3";

    private byte[] Bytes => File.ReadAllBytes(talk.House.MediaPath(talk.Episode.Id, "mp3-96.mp3"));

    [Fact]
    public async Task The_whole_file_comes_with_its_type_its_tag_and_the_offer_of_ranges()
    {
        using var response = await talk.House.Web.GetAsync(Url, Ct);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await response.Content.ReadAsByteArrayAsync(Ct)).ShouldBe(Bytes);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("audio/mpeg");
        response.Headers.AcceptRanges.ShouldBe(["bytes"]);
        response.Headers.ETag!.IsWeak.ShouldBeFalse();
        response.Headers.CacheControl!.Public.ShouldBeTrue();
    }

    [Theory]
    [InlineData(0, 99, 0, 99)]
    [InlineData(1000, null, 1000, -1)]
    [InlineData(null, 50, -50, -1)]
    [InlineData(10, 999_999_999, 10, -1)]
    public async Task A_range_comes_as_206_with_exactly_its_bytes(int? from, int? to, int first, int last)
    {
        var bytes = Bytes;
        first = first < 0 ? bytes.Length + first : first;
        last = last < 0 ? bytes.Length + last : last;

        using var response = await SendAsync(HttpMethod.Get, new RangeHeaderValue(from, to));

        response.StatusCode.ShouldBe(HttpStatusCode.PartialContent);
        response.Content.Headers.ContentRange!.ToString().ShouldBe($"bytes {first}-{last}/{bytes.Length}");
        response.Content.Headers.ContentLength.ShouldBe(last - first + 1);
        (await response.Content.ReadAsByteArrayAsync(Ct)).ShouldBe(bytes[first..(last + 1)]);
    }

    [Fact]
    public async Task A_range_behind_the_end_is_416_and_tells_the_length()
    {
        using var response = await SendAsync(HttpMethod.Get, new RangeHeaderValue(Bytes.Length, null));

        response.StatusCode.ShouldBe(HttpStatusCode.RequestedRangeNotSatisfiable);
        response.Content.Headers.ContentRange!.ToString().ShouldBe($"bytes */{Bytes.Length}");
    }

    [Fact]
    public async Task A_resumed_download_gets_its_rest_only_of_the_same_file()
    {
        using var whole = await talk.House.Web.GetAsync(Url, Ct);
        using var same = await SendAsync(HttpMethod.Get, new RangeHeaderValue(500, null), whole.Headers.ETag!.Tag);
        using var other = await SendAsync(HttpMethod.Get, new RangeHeaderValue(500, null), "\"another\"");

        same.StatusCode.ShouldBe(HttpStatusCode.PartialContent);
        other.StatusCode.ShouldBe(HttpStatusCode.OK, "the whole new file, not a splice of two");
        (await other.Content.ReadAsByteArrayAsync(Ct)).Length.ShouldBe(Bytes.Length);
    }

    [Fact]
    public async Task Head_tells_what_get_would_and_a_known_tag_is_304()
    {
        using var get = await talk.House.Web.GetAsync(Url, Ct);
        using var head = await talk.House.Web.SendAsync(new HttpRequestMessage(HttpMethod.Head, Url), Ct);
        using var known = new HttpRequestMessage(HttpMethod.Get, Url);
        known.Headers.IfNoneMatch.Add(get.Headers.ETag!);
        using var unchanged = await talk.House.Web.SendAsync(known, Ct);

        head.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await head.Content.ReadAsByteArrayAsync(Ct)).ShouldBeEmpty();
        head.Content.Headers.ContentLength.ShouldBe(get.Content.Headers.ContentLength);
        head.Content.Headers.ContentType.ShouldBe(get.Content.Headers.ContentType);
        head.Headers.ETag.ShouldBe(get.Headers.ETag);
        unchanged.StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    [Theory]
    [InlineData("master.flac", "the master is not for the public")]
    [InlineData("nothing.mp3", "there is no such file")]
    [InlineData("..%2F..%2Fpostgres%2Fpostgresql.conf", "nothing else of the disk can be named")]
    [InlineData("%2e%2e", "nothing else of the disk can be named")]
    public async Task Nothing_but_the_renditions_can_be_named(string file, string because)
    {
        using var response = await talk.House.Web.GetAsync($"/media/{talk.Episode.Id}/{file}", Ct);

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound, because);
    }

    [Fact]
    public async Task A_rendition_cannot_be_fetched_before_its_replay_is_public()
    {
        await using var house = await ArchiveHouse.OpenAsync(talk.Postgres);
        var episode = house.Calendar.Add("soon", EpisodeState.Ended, ArchiveHouse.Evening);
        await house.HearAsync(new Tape(house.Data, episode.Id).With(ArchiveHouse.Evening, Sound.Tone(440, 1)).Write().Closed, Ct);
        await house.Jobs.RunUpToAsync("publish:", Ct);
        house.FilesOf(episode.Id).ShouldContain(file => file == "mp3-96.mp3");

        using var early = await house.Web.GetAsync($"/media/{episode.Id}/mp3-96.mp3", Ct);
        await house.Jobs.RunAllAsync(Ct);
        using var late = await house.Web.GetAsync($"/media/{episode.Id}/mp3-96.mp3", Ct);

        early.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        late.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, RangeHeaderValue range, string? ifRange = null)
    {
        using var request = new HttpRequestMessage(method, Url);
        request.Headers.Range = range;
        if (ifRange is not null)
            request.Headers.IfRange = new RangeConditionHeaderValue(ifRange);
        return await talk.House.Web.SendAsync(request, Ct);
    }
}
