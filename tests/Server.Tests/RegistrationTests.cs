using System.Globalization;
using System.Net;
using System.Text.Json;
using TalksPlatform.Contracts;
using TalksPlatform.Server.Tests.Kit;
using TalksPlatform.TestKit;

namespace TalksPlatform.Server.Tests;

/// <summary>What attendees tell of themselves by the page's form, as browsers without script send it, and what hosts read of it.</summary>
public sealed class RegistrationTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task The_form_works_without_script_shows_what_was_told_and_forgets_it()
    {
        var (talk, page) = await TalkAsync("sector", "sex");
        using var browser = server.Stranger();
        var form = await ReadAsync(browser, page);
        form.ShouldContain($"action=\"/api/talks/{talk}/forms/register\"");
        form.ShouldContain("name=\"sectorOther\"");
        form.ShouldNotContain("name=\"province\"", Case.Sensitive, "the series does not ask for it");

        using var sent = await SendAsync(browser, talk, ("sector", "handicraft"), ("sex", ""), ("sexOther", "neither"), ("province", "LA-VT"));

        sent.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        sent.Headers.Location!.ToString().ShouldBe($"{page}?done=registered#about-you");
        using var answer = await browser.BrowseAsync(page);
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue("what she told is hers alone");
        var told = await ReadAsync(browser, page);
        told.ShouldContain("<option value=\"handicraft\" selected");
        told.ShouldContain("value=\"neither\"");
        told.ShouldContain("/forms/forget-me");

        using var forgotten = await browser.PostAsync($"/api/talks/{talk}/forms/forget-me");
        forgotten.Headers.Location!.ToString().ShouldBe($"{page}?done=forgotten#about-you");
        (await ReadAsync(browser, page)).ShouldNotContain("neither");
    }

    [Fact]
    public async Task The_form_refuses_in_words_what_is_too_long_not_asked_or_sent_from_another_site()
    {
        var (talk, page) = await TalkAsync("sector");
        var (silent, silentPage) = await TalkAsync();
        using var browser = server.Stranger();
        await ReadAsync(browser, page);

        using var tooLong = await SendAsync(browser, talk, ("sectorOther", new string('x', 61)));
        tooLong.Headers.Location!.ToString().ShouldBe($"{page}?fault=registration.too-long#about-you");
        (await ReadAsync(browser, $"{page}?fault=registration.too-long")).ShouldContain("An answer has at most 60 letters. Make it shorter.");
        using var notAsked = await SendAsync(browser, silent, ("sector", "food"));
        notAsked.Headers.Location!.ToString().ShouldBe($"{silentPage}?fault=registration.not-asked#about-you");
        using var foreign = await browser.PostAsync(
            $"/api/talks/{talk}/forms/register", Fields(("sector", "food")), request => request.Headers.Add("Origin", "https://elsewhere.example"));
        (foreign.StatusCode, await foreign.CodeAsync()).ShouldBe((HttpStatusCode.Forbidden, "request.cross-origin"));
        using var nobody = new TestClient(server.Server.Address);
        using var anonymous = await SendAsync(nobody, talk, ("sector", "food"));
        anonymous.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task The_report_waits_for_the_end_and_tells_no_small_number()
    {
        var (talk, page) = await TalkAsync("sector", "sex");
        string[] sectors = [.. Enumerable.Repeat("handicraft", 11), .. Enumerable.Repeat("food", 7), .. Enumerable.Repeat("tourism", 2)];
        foreach (var sector in sectors)
        {
            using var browser = server.Stranger();
            await ReadAsync(browser, page);
            using var sent = await SendAsync(browser, talk, ("sector", sector), ("sex", "female"));
            sent.Headers.Location!.ToString().ShouldContain("done=registered");
        }
        using var administrator = await server.AdministratorAsync();
        using var early = await administrator.GetAsync($"/api/talks/{talk}/registrations");
        (early.StatusCode, await early.CodeAsync()).ShouldBe((HttpStatusCode.Conflict, "registration.not-yet"));

        await using (var desk = await VoteStorm.ConnectAsync(server.Server.Address, await server.AdministratorTokenAsync()))
            await desk.AskAsync("EndTalk", talk, CommandId.New());

        using var report = await administrator.GetAsync($"/api/talks/{talk}/registrations");
        var told = await report.JsonAsync();
        (told.GetProperty("people").GetInt32(), told.GetProperty("rounded").GetBoolean()).ShouldBe((20, true));
        Answers(told, "sector").ShouldBe([("handicraft", 10)], "two in tourism are withheld, and with them the seven beside them");
        Answers(told, "sex").ShouldBe([("female", 20)]);
        var csv = await (await administrator.GetAsync($"/api/talks/{talk}/registrations.csv")).Content.ReadAsStringAsync();
        csv.ShouldContain("sector,handicraft,10,yes\r\n");
        csv.ShouldNotContain("tourism");
        csv.ShouldNotContain("food");

        using var attendee = server.Stranger();
        await ReadAsync(attendee, page);
        (await attendee.GetAsync($"/api/talks/{talk}/registrations")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_link_leads_to_the_reports_of_one_series_until_it_is_replaced_or_taken_back()
    {
        var (series, talk) = await server.FoundSeriesAsync();
        using var host = server.Bearing((await server.JoinTeamAsync(series, "host")).Token);
        using var producer = server.Bearing((await server.JoinTeamAsync(series, "producer")).Token);
        var address = $"/api/series/{series}/report-link";
        (await producer.SendAsync(HttpMethod.Put, address)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        var first = await LinkAsync();
        using var officer = server.Stranger();

        using var table = await officer.GetAsync(first);
        table.StatusCode.ShouldBe(HttpStatusCode.OK);
        table.Content.Headers.ContentType!.MediaType.ShouldBe("text/csv");
        table.Headers.CacheControl!.NoStore.ShouldBeTrue();
        (await table.Content.ReadAsStringAsync()).ShouldStartWith("talk,date,question,answer,people,rounded_down");
        (await officer.GetAsync($"/api/series/{series}/registrations")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized, "it opens nothing else");
        (await officer.GetAsync($"/api/talks/{talk}/registrations")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);

        var second = await LinkAsync();
        await EndedAsync(first);
        (await officer.GetAsync(second)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await host.SendAsync(HttpMethod.Delete, address)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await EndedAsync(second);
        await EndedAsync("/reports/guess");

        async Task<string> LinkAsync()
        {
            using var made = await host.SendAsync(HttpMethod.Put, address);
            return new Uri((await made.JsonAsync()).Text("link")).AbsolutePath;
        }

        async Task EndedAsync(string link)
        {
            using var ended = await officer.GetAsync(link);
            (ended.StatusCode, await ended.CodeAsync()).ShouldBe((HttpStatusCode.NotFound, "report.unknown"));
        }
    }

    [Fact]
    public async Task A_report_of_fewer_than_five_tells_nothing_at_all()
    {
        var (talk, page) = await TalkAsync("sex");
        for (var person = 0; person < 4; person++)
        {
            using var browser = server.Stranger();
            await ReadAsync(browser, page);
            using var sent = await SendAsync(browser, talk, ("sex", "male"));
        }
        await using (var desk = await VoteStorm.ConnectAsync(server.Server.Address, await server.AdministratorTokenAsync()))
            await desk.AskAsync("EndTalk", talk, CommandId.New());
        using var administrator = await server.AdministratorAsync();

        var told = await (await administrator.GetAsync($"/api/talks/{talk}/registrations")).JsonAsync();

        told.GetProperty("people").ValueKind.ShouldBe(JsonValueKind.Null);
        told.GetProperty("fields").GetArrayLength().ShouldBe(0);
        (await (await administrator.GetAsync($"/api/talks/{talk}/registrations.csv")).Content.ReadAsStringAsync()).ShouldContain("all,all,fewer than 5,yes");
    }

    private static IEnumerable<(string Value, int People)> Answers(JsonElement report, string field) => report.GetProperty("fields").EnumerateArray()
        .Single(one => one.Text("name") == field).GetProperty("answers").EnumerateArray()
        .Select(answer => (answer.Text("value"), answer.GetProperty("people").GetInt32()));

    private static FormUrlEncodedContent Fields(params (string Name, string Value)[] fields) =>
        new(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));

    private static Task<HttpResponseMessage> SendAsync(TestClient browser, TalkId talk, params (string Name, string Value)[] fields) =>
        browser.PostAsync($"/api/talks/{talk}/forms/register", Fields(fields));

    /// <summary>The page, which gives its visitor a cookie.</summary>
    private static async Task<string> ReadAsync(TestClient browser, string page)
    {
        using var answer = await browser.BrowseAsync(page);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return await answer.Content.ReadAsStringAsync();
    }

    /// <summary>A talk whose green room is open, of a series that asks for these, and its page.</summary>
    private async Task<(TalkId Talk, string Page)> TalkAsync(params string[] asks)
    {
        using var administrator = await server.AdministratorAsync();
        var series = (await administrator.PostedAsync("/api/series", new { title = $"Market {Guid.CreateVersion7()}", zone = "Asia/Vientiane" })).Text("id");
        using var rules = await administrator.SendAsync(HttpMethod.Put, $"/api/series/{series}/rules", new { moderateAfter = false, chat = false, asks });
        rules.StatusCode.ShouldBe(HttpStatusCode.OK);
        var startsAt = TimeProvider.System.GetUtcNow().AddHours(7).AddMinutes(10).ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture);
        var episode = await administrator.PostedAsync(
            $"/api/series/{series}/episodes", new { title = $"Exporting coffee {Guid.CreateVersion7()}", startsAt, durationMinutes = 60 });
        TalkId.TryParse(episode.Text("talkId"), out var talk).ShouldBeTrue();
        await Eventually.BecomesAsync(
            async () => await administrator.GetAsync($"/api/talks/{talk}/room") is { IsSuccessStatusCode: true } room && (await room.JsonAsync()).Text("phase") == "greenRoom",
            "the green room is open",
            TimeSpan.FromSeconds(30));
        return (talk, $"/e/{episode.Text("slug")}");
    }
}
