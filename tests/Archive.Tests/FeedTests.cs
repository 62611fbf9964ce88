using System.Net;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using TalksPlatform.Archive.Feeds;
using TalksPlatform.Archive.Replays;
using TalksPlatform.Archive.Tests.Given;
using TalksPlatform.Contracts;

namespace TalksPlatform.Archive.Tests;

public sealed class FeedTests(PublishedTalk talk) : IClassFixture<PublishedTalk>
{
    private const string Url = "/s/talat-talk/feed.xml";

    private static readonly SiteLinks Links = new(new Uri("https://talks.example"));

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_feed_of_a_series_keeps_every_rule()
    {
        using var response = await talk.House.Web.GetAsync(Url, Ct);
        var xml = await response.Content.ReadAsStringAsync(Ct);

        FeedRules.Check(xml).ShouldBeEmpty();
        response.Content.Headers.ContentType!.ToString().ShouldBe("application/rss+xml; charset=utf-8");
        var item = XDocument.Parse(xml).Root!.Element("channel")!.Element("item")!;
        item.Element("guid")!.Value.ShouldBe(talk.Episode.Id.ToString());
        item.Element("enclosure")!.Attribute("url")!.Value.ShouldBe($"https://talks.example/media/{talk.Episode.Id}/mp3-96.mp3");
        item.Element("enclosure")!.Attribute("length")!.Value
            .ShouldBe($"{new FileInfo(talk.House.MediaPath(talk.Episode.Id, "mp3-96.mp3")).Length}");
        item.Element(FeedNames.ITunes + "duration")!.Value.ShouldBe("9");
    }

    [Fact]
    public async Task The_same_feed_has_the_same_bytes_and_is_fetched_once()
    {
        using var first = await talk.House.Web.GetAsync(Url, Ct);
        using var second = await talk.House.Web.GetAsync(Url, Ct);
        (await second.Content.ReadAsByteArrayAsync(Ct)).ShouldBe(await first.Content.ReadAsByteArrayAsync(Ct));

        using var again = new HttpRequestMessage(HttpMethod.Get, Url);
        again.Headers.IfNoneMatch.Add(first.Headers.ETag.ShouldNotBeNull());
        using var byDate = new HttpRequestMessage(HttpMethod.Get, Url);
        byDate.Headers.IfModifiedSince = first.Content.Headers.LastModified.ShouldNotBeNull();

        (await talk.House.Web.SendAsync(again, Ct)).StatusCode.ShouldBe(HttpStatusCode.NotModified);
        (await talk.House.Web.SendAsync(byDate, Ct)).StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    [Fact]
    public void A_podcasts_identity_is_that_of_the_specification() =>
        PodcastGuid.Of(new Uri("https://podnews.net/rss")).ToString().ShouldBe("9b024349-ccf0-5f69-a609-6b82873eab3c");

    [Fact]
    public async Task Chapters_stand_where_the_answers_are_heard()
    {
        using var response = await talk.House.Web.GetAsync("/e/licence/chapters.json", Ct);
        using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Ct));

        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/json+chapters");
        document.RootElement.GetProperty("version").GetString().ShouldBe("1.2.0");
        document.RootElement.GetProperty("chapters").EnumerateArray()
            .Select(chapter => (chapter.GetProperty("startTime").GetDouble(), chapter.GetProperty("title").GetString()))
            .ShouldBe([(0, "Your licence in one visit"), (2, "Which papers do I need?"), (6, "ຂ້ອຍຕ້ອງຈ່າຍພາສີບໍ?")]);
    }

    [Fact]
    public async Task The_replay_keeps_its_questions_and_the_polls_results()
    {
        var replay = (await talk.House.Replays.LatestAsync(1, Ct)).ShouldHaveSingleItem();

        replay.Questions.Select(question => (question.Question.Votes, question.AnswerAt?.TotalSeconds))
            .ShouldBe([(7, 2), (3, 6), (1, null)]);
        var poll = replay.Polls.ShouldHaveSingleItem();
        poll.Options.ShouldBe(["Tea", "Coffee"]);
        poll.Tally.ShouldBe([12, 30]);
    }

    [Fact]
    public async Task The_cover_is_a_square_of_1400_pixels()
    {
        var png = await talk.House.Web.GetByteArrayAsync("/s/talat-talk/cover.png", Ct);

        png.AsSpan(1, 3).SequenceEqual("PNG"u8).ShouldBeTrue();
        png[16..24].ShouldBe([0, 0, 0x05, 0x78, 0, 0, 0x05, 0x78]); // width and height in the header
    }

    [Theory]
    [InlineData("/s/nobody/feed.xml")]
    [InlineData("/s/nobody/cover.png")]
    [InlineData("/e/nothing/chapters.json")]
    public async Task What_is_not_there_is_404(string url) =>
        (await talk.House.Web.GetAsync(url, Ct)).StatusCode.ShouldBe(HttpStatusCode.NotFound);

    [Fact]
    public async Task Without_a_public_address_the_feed_speaks_of_the_one_that_was_asked_for()
    {
        await using var house = await ArchiveHouse.OpenAsync(talk.Postgres);
        using var request = new HttpRequestMessage(HttpMethod.Get, Url);
        request.Headers.Host = "fm.example:8443";

        var xml = await (await house.Web.SendAsync(request, Ct)).Content.ReadAsStringAsync(Ct);

        FeedRules.Check(xml).ShouldBeEmpty();
        Channel(xml).Element("link")!.Value.ShouldBe("http://fm.example:8443/s/talat-talk");
    }

    [Theory]
    [InlineData(EpisodeState.Scheduled, "pending")]
    [InlineData(EpisodeState.Open, "pending")]
    [InlineData(EpisodeState.Live, "live")]
    [InlineData(EpisodeState.Ended, "ended")]
    public async Task A_talk_is_announced_until_its_replay_is_there(EpisodeState state, string status)
    {
        await using var house = await ArchiveHouse.OpenAsync(talk.Postgres);
        var episode = house.Calendar.Add("tax", state, ArchiveHouse.Evening);

        var before = await house.Web.GetStringAsync(Url, Ct);
        await house.ProduceAsync(new Tape(house.Data, episode.Id).With(ArchiveHouse.Evening, Sound.Tone(440, 1)).Write(), Ct);
        house.Calendar.Change(episode.Id, card => card with { State = EpisodeState.Ended });
        var after = await house.Web.GetStringAsync(Url, Ct);

        FeedRules.Check(before).ShouldBeEmpty();
        var live = Channel(before).Elements(FeedNames.Podcast + "liveItem").ShouldHaveSingleItem();
        live.Attribute("status")!.Value.ShouldBe(status);
        live.Element("enclosure")!.Attribute("url")!.Value.ShouldEndWith($"/live/{episode.TalkId}.mp3");
        FeedRules.Check(after).ShouldBeEmpty();
        Channel(after).Elements(FeedNames.Podcast + "liveItem").ShouldBeEmpty();
        Channel(after).Element("item")!.Element("guid")!.Value.ShouldBe(live.Element("guid")!.Value, "the identity never changes");
    }

    [Fact]
    public void Whatever_people_write_the_feed_stays_well_formed_and_shows_it_as_text()
    {
        var random = new Random(103_7);
        string[] pieces = ["]]>", "<script>", "&amp;", "\0", "\u000B", "\uD83D", "😀", "ພາສີ", "\uFFFE", "\r\n", "\"'", "<!--", "شاي", "\u202E"];
        for (var round = 0; round < 500; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 12)).Select(_ => pieces[random.Next(pieces.Length)]));
            var xml = Encoding.UTF8.GetString(FeedWriter.Write(FeedOf($"t{text}")));

            FeedRules.Check(xml).ShouldBeEmpty(text);
            Channel(xml).Element("item")!.Element("title")!.Value.ShouldBe(PlainText.Line($"t{text}"));
            Channel(xml).Element("item")!.Element("description")!.Value.ShouldNotContain("<");
        }
    }

    [Theory]
    [InlineData("isPermaLink=\"false\"", "isPermaLink=\"true\"", "guid with isPermaLink=false")]
    [InlineData("length=\"4711\"", "length=\"0\"", "length in bytes")]
    [InlineData("+0000</pubDate>", "Vientiane</pubDate>", "RFC 2822")]
    [InlineData("text=\"Business\"", "text=\"Shops\"", "itunes:category")]
    [InlineData("cover.png\" />", "cover\" />", "itunes:image")]
    [InlineData("rel=\"self\"", "rel=\"alternate\"", "links to itself")]
    [InlineData("explicit>false", "explicit>no", "itunes:explicit")]
    [InlineData("mp3-96.mp3", "mp3-96", "enclosure of audio")]
    [InlineData("<itunes:duration>90<", "<itunes:duration>01:30<", "itunes:duration")]
    [InlineData("<podcast:guid>", "<podcast:guid>0", "podcast:guid")]
    [InlineData("application/json+chapters", "application/json", "podcast:chapters")]
    [InlineData("</rss>", "", "well-formed")]
    [InlineData("<rss version=\"2.0\"", "<rss version=\"0.9\"", "RSS 2.0")]
    public void A_broken_rule_is_named(string good, string bad, string named)
    {
        var xml = Encoding.UTF8.GetString(FeedWriter.Write(FeedOf("Licence")));
        xml.ShouldContain(good);

        FeedRules.Check(xml.Replace(good, bad, StringComparison.Ordinal)).ShouldContain(broken => broken.Contains(named, StringComparison.Ordinal));
    }

    [Fact]
    public void A_damaged_feed_is_judged_and_never_breaks_the_judge()
    {
        var random = new Random(20261203);
        var sane = Encoding.UTF8.GetString(FeedWriter.Write(FeedOf("Licence")));
        for (var round = 0; round < 2_000; round++)
        {
            var damaged = new StringBuilder(sane);
            for (var hit = random.Next(1, 6); hit > 0; hit--)
            {
                var at = random.Next(damaged.Length - 20);
                if (random.Next(2) == 0)
                    damaged.Remove(at, random.Next(1, 20));
                else
                    damaged[at] = (char)random.Next(1, 0x250);
            }

            Should.NotThrow(() => FeedRules.Check(damaged.ToString()), damaged.ToString());
        }
    }

    private static XElement Channel(string xml) => XDocument.Parse(xml).Root!.Element("channel")!;

    private static SeriesFeed FeedOf(string text)
    {
        var calendar = new Calendar();
        calendar.Series = calendar.Series with { Title = text, Description = text, Author = text };
        var card = calendar.Add("licence", EpisodeState.Published, ArchiveHouse.Evening, text) with { Description = text, Speakers = [text] };
        var files = new ReplayFiles(
            TimeSpan.FromSeconds(90), ArchiveHouse.Evening, [new("mp3-96", $"/media/{card.Id}/mp3-96.mp3", "audio/mpeg", 4711, -16, -1.5)]);
        return new SeriesFeed(calendar.Series, Links, [new FeedEpisode(card, files)], []);
    }
}
