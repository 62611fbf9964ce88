using System.Globalization;
using System.Net;
using System.Text;
using TalksPlatform.Contracts;
using TalksPlatform.Server.Pages.Text;
using TalksPlatform.Server.Tests.Kit;
using TalksPlatform.TestKit;

namespace TalksPlatform.Server.Tests;

/// <summary>The schedule, the search and one's own page, as browsers without script read them.</summary>
public sealed class LookingUpTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task A_week_shows_its_talks_with_the_weeks_beside_it()
    {
        var (slug, title) = await PlanAsync("2031-11-26T19:00:00", "th", "Education");
        using var browser = server.Stranger();

        var week = await ReadAsync(browser, "/schedule?w=2031-48");
        week.ShouldContain($"href=\"/e/{slug}\"");
        week.ShouldContain("href=\"/schedule?w=2031-47\"");
        week.ShouldContain("href=\"/schedule?w=2031-49\"");
        week.ShouldContain("Wednesday 26 November");
        (await ReadAsync(browser, "/schedule?w=2031-49")).ShouldNotContain(title);
        (await ReadAsync(browser, "/schedule?w=2031-48&language=th&topic=Education")).ShouldContain(title);
        var foreign = await PlanAsync("2031-11-27T19:00:00", "ms", "News");
        (await ReadAsync(browser, "/schedule?w=2031-48&language=ms")).ShouldNotContain(title);
        (await ReadAsync(browser, "/schedule?w=2031-48&topic=Education")).ShouldNotContain(foreign.Title);
    }

    [Theory]
    [InlineData("")]
    [InlineData("2031-54")]
    [InlineData("2031-00")]
    [InlineData("9999-52")]
    [InlineData("-48")]
    [InlineData("2031-48-1")]
    [InlineData("%00")]
    [InlineData("2031-4%D9%A8")]
    public async Task What_is_no_week_is_this_week(string asked)
    {
        await PlanAsync("2031-10-01T19:00:00", "en", "Business");
        await PlanAsync("2031-10-02T19:00:00", "lo", "News");
        using var browser = server.Stranger();

        var page = await ReadAsync(browser, $"/schedule?w={asked}&language=%27&topic=%25");

        page.ShouldContain($"value=\"{StationWeek.Of(TimeProvider.System.GetUtcNow(), "Asia/Vientiane")}\"");
    }

    [Fact]
    public async Task The_first_and_the_last_week_have_one_neighbour()
    {
        using var browser = server.Stranger();
        (await ReadAsync(browser, "/schedule?w=2000-1")).ShouldNotContain("rel=\"prev\"");
        (await ReadAsync(browser, $"/schedule?w=2100-{ISOWeek.GetWeeksInYear(2100)}")).ShouldNotContain("rel=\"next\"");
    }

    [Fact]
    public async Task A_calendar_gets_the_talk_in_lines_that_it_can_read()
    {
        var (slug, _) = await PlanAsync("2031-11-26T20:30:00", "lo", "Business", "ການຂໍໃບອະນຸຍາດດຳເນີນທຸລະກິດ; part 1, " + Guid.CreateVersion7());
        using var program = server.Stranger();

        using var answer = await program.GetAsync($"/e/{slug}/talk.ics");

        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/calendar");
        var text = await answer.Content.ReadAsStringAsync();
        text.Split("\r\n").ShouldAllBe(line => Encoding.UTF8.GetByteCount(line) <= 75);
        var unfolded = text.Replace("\r\n ", "", StringComparison.Ordinal);
        unfolded.ShouldContain("DTSTART:20311126T133000Z\r\n");
        unfolded.ShouldContain(@"SUMMARY:ການຂໍໃບອະນຸຍາດດຳເນີນທຸລະກິດ\; part 1\, ");
        unfolded.ShouldContain($"/e/{slug}\r\n");
        (await program.GetAsync("/e/nothing/talk.ics")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await (await program.GetAsync("/calendar.ics?language=%00&topic='")).Content.ReadAsStringAsync()).ShouldEndWith("END:VCALENDAR\r\n");
    }

    [Fact]
    public async Task A_talk_and_a_file_are_found_by_the_middle_of_a_run_of_Lao_words()
    {
        var (slug, _) = await PlanAsync("2031-11-25T19:00:00", "lo", "Business", "ຫັດຖະກຳພື້ນເມືອງລາວ");
        var talk = (await FindAsync(slug)).TalkId;
        using var administrator = await server.AdministratorAsync();
        using var form = new MultipartFormDataContent { { new StringContent("Bring three papers."), "file", "papers.txt" }, { new StringContent("ເອກະສານພື້ນເມືອງ"), "title" } };
        using var sent = await administrator.PostAsync($"/api/talks/{talk}/handouts", form, request => request.Headers.Accept.ParseAdd("application/json"));
        sent.IsSuccessStatusCode.ShouldBeTrue(await sent.Content.ReadAsStringAsync());
        using var browser = server.Stranger();

        var page = await ReadAsync(browser, $"/search?q={Uri.EscapeDataString("ພື້ນເມືອງ")}");
        page.ShouldContain($"href=\"/e/{slug}\"");
        page.ShouldContain($"href=\"/handouts/{talk}/");
        page.ShouldContain("2 found.");

        var handout = (await (await browser.GetAsync($"/api/talks/{talk}/handouts")).JsonAsync())[0];
        (await administrator.PostAsync($"/api/talks/{talk}/handouts/{handout.Text("id")}/remove", with: request => request.Headers.Accept.ParseAdd("application/json")))
            .StatusCode.ShouldBe(HttpStatusCode.OK);
        (await ReadAsync(browser, $"/search?q={Uri.EscapeDataString("ພື້ນເມືອງ")}")).ShouldNotContain("/handouts/", Case.Sensitive, "it was taken back");
    }

    [Theory]
    [InlineData("%25")]
    [InlineData("_")]
    [InlineData("%5C")]
    [InlineData("%27%3B+DROP+TABLE+episode%3B--")]
    [InlineData("%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E")]
    [InlineData("zq%00zx%01%1B")]
    [InlineData("%ED%A0%80")]
    [InlineData("zzzzqqqq")]
    public async Task A_hostile_query_finds_nothing_and_breaks_nothing(string query)
    {
        await PlanAsync("2031-11-24T19:00:00", "en", "Business");
        using var browser = server.Stranger();

        using var answer = await browser.BrowseAsync($"/search?q={query}");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var page = await answer.Content.ReadAsStringAsync();

        page.ShouldNotContain("<script>alert");
        page.ShouldNotContain("class=\"row ");
        page.ShouldContain("id=\"q\"");
    }

    [Fact]
    public async Task Very_long_empty_and_repeated_queries_are_pages()
    {
        using var browser = server.Stranger();
        (await ReadAsync(browser, $"/search?q={new string('x', 4000)}")).ShouldContain("Nothing was found");
        (await ReadAsync(browser, "/search")).ShouldNotContain("Nothing was found");
        (await ReadAsync(browser, "/search?q=+")).ShouldNotContain("Nothing was found");
        (await ReadAsync(browser, "/search?q=zzq&q=yyq")).ShouldContain("id=\"q\"");
    }

    [Fact]
    public async Task Whoever_searches_without_end_is_told_to_wait()
    {
        await using var node = await server.StartNodeAsync();
        using var browser = new TestClient(node.Address);
        (await ReadAsync(browser, "/search?q=zzq")).ShouldContain("Nothing was found");
        await Eventually.BecomesAsync(
            async () =>
            {
                var answers = await Task.WhenAll(Enumerable.Range(0, 80).Select(_ => browser.BrowseAsync("/search?q=zzq")));
                answers.ShouldAllBe(answer => answer.StatusCode == HttpStatusCode.OK || answer.StatusCode == HttpStatusCode.TooManyRequests);
                return answers.FirstOrDefault(answer => answer.StatusCode == HttpStatusCode.TooManyRequests) is { } refused
                    && (await refused.Content.ReadAsStringAsync()).Contains("Many people are searching", StringComparison.Ordinal);
            },
            "the door is shut for a while");
        (await ReadAsync(browser, "/schedule")).ShouldContain("<main");
    }

    [Fact]
    public async Task My_page_shows_my_questions_and_what_I_told_and_forgets_it()
    {
        var (slug, title) = await PlanAsync("2031-11-23T19:00:00", "en", "Business");
        var talk = (await FindAsync(slug)).TalkId;
        using var browser = server.Stranger();
        (await ReadAsync(browser, "/me")).ShouldContain("This device is not known yet");
        await ReadAsync(browser, $"/e/{slug}");
        var text = $"How much is it? {Guid.CreateVersion7()}";
        using var asked = await browser.PostAsync($"/api/talks/{talk}/forms/ask", new FormUrlEncodedContent([new("text", text)]));
        asked.Headers.Location!.ToString().ShouldContain("done=ask");
        using var told = await browser.PostAsync($"/api/talks/{talk}/forms/register", new FormUrlEncodedContent([new("sector", "handicraft"), new("sexOther", "neither")]));
        told.Headers.Location!.ToString().ShouldContain("done=registered");

        using var answer = await browser.BrowseAsync("/me");
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue("it is hers alone");
        var page = await answer.Content.ReadAsStringAsync();
        page.ShouldContain(text);
        page.ShouldContain("Your question, waiting for the host");
        page.ShouldContain("Handicraft");
        page.ShouldContain("neither");
        page.ShouldContain(title);

        using var other = server.Stranger();
        await ReadAsync(other, $"/e/{slug}");
        var others = await ReadAsync(other, "/me");
        others.ShouldNotContain(text);
        others.ShouldNotContain("Handicraft");

        using var forgotten = await browser.PostAsync("/api/me/forget");
        forgotten.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        var after = await ReadAsync(browser, forgotten.Headers.Location!.ToString().Split('#')[0]);
        after.ShouldNotContain("Handicraft");
        after.ShouldContain(text);
        using var foreign = await browser.PostAsync("/api/me/forget", with: request => request.Headers.Add("Origin", "https://elsewhere.example"));
        foreign.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        using var nobody = await server.Stranger().PostAsync("/api/me/forget");
        nobody.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    /// <summary>An announced talk of a series of its own, which asks about sector and sex.</summary>
    private async Task<(string Slug, string Title)> PlanAsync(string startsAt, string language, string category, string? title = null)
    {
        title ??= $"Exporting coffee {Guid.CreateVersion7()}";
        using var administrator = await server.AdministratorAsync();
        var series = (await administrator.PostedAsync(
            "/api/series", new { title = $"Market {Guid.CreateVersion7()}", zone = "Asia/Vientiane", language, category })).Text("id");
        using var rules = await administrator.SendAsync(
            HttpMethod.Put, $"/api/series/{series}/rules", new { moderateAfter = false, chat = false, asks = (string[])["sector", "sex"] });
        rules.StatusCode.ShouldBe(HttpStatusCode.OK);
        var episode = await administrator.PostedAsync($"/api/series/{series}/episodes", new { title, startsAt, durationMinutes = 60 });
        var slug = episode.Text("slug");
        await Eventually.BecomesAsync(
            async () => (await administrator.GetAsync($"/api/talks/{episode.Text("talkId")}/room")).IsSuccessStatusCode, "the talk is announced");
        return (slug, title);
    }

    private async Task<EpisodeCard> FindAsync(string slug) =>
        (await server.Service<IEpisodeReader>().FindBySlugAsync(slug, TestContext.Current.CancellationToken)).ShouldNotBeNull();

    private static async Task<string> ReadAsync(TestClient browser, string page)
    {
        using var answer = await browser.BrowseAsync(page);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }
}
