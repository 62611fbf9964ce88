using System.Globalization;
using System.Text.Json;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Hubs;
using TalksPlatform.Server.Tests.Kit;
using TalksPlatform.TestKit;

namespace TalksPlatform.Server.Tests;

/// <summary>The live room and the episode's page as a browser without script shows them.</summary>
public sealed class PlainRoomTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private static readonly string[] Options = ["Rent", "Tax", "Staff"];

    [Fact]
    public async Task A_refused_question_comes_back_with_its_name_and_an_empty_name_stays_empty()
    {
        var (talk, page) = await OpenAsync();
        using var visitor = server.Stranger();
        using var _ = await visitor.BrowseAsync($"{page}/live");

        var refused = await SendAsync(visitor, talk, "ask", ("text", new string('x', 300)), ("name", "Noy"));
        (await ReadAsync(visitor, refused)).ShouldContain("value=\"Noy\"");
        (await ReadAsync(visitor, $"{page}/live")).ShouldNotContain("value=\"Noy\"", Case.Sensitive, "it is kept for one page");

        using var administrator = await server.AdministratorAsync();
        var known = await administrator.PostedAsync("/api/attendees", new { name = "Kham" });
        using var named = server.Bearing(known.Text("token"));
        (await ReadAsync(named, $"{page}/live")).ShouldContain("value=\"Kham\"", Case.Sensitive, "it is shown before it is published");
        var nameless = await SendAsync(named, talk, "ask", ("text", new string('x', 300)), ("name", ""));
        (await ReadAsync(named, nameless)).ShouldNotContain("value=\"Kham\"");
    }

    [Fact]
    public async Task Whoever_empties_the_name_is_anonymous_whatever_her_account_is_called()
    {
        var (talk, _) = await OpenAsync();
        using var administrator = await server.AdministratorAsync();
        await SendAsync(administrator, talk, "ask", ("text", "Who is this?"), ("name", ""));

        var room = await RoomAsync(administrator, talk);

        room.GetProperty("questions")[0].TryGetProperty("author", out var author).ShouldBe(author.ValueKind == JsonValueKind.Null);
    }

    [Fact]
    public async Task The_open_poll_is_offered_until_one_has_answered_in_words()
    {
        var (talk, page) = await OpenAsync();
        var poll = await OpenPollAsync(talk, new { kind = "text" });
        using var visitor = server.Stranger();
        (await ReadAsync(visitor, $"{page}/live")).ShouldContain("class=\"pollbar\"");

        await SendAsync(visitor, talk, "vote", ("poll", poll.ToString()), ("text", "Pakse"));

        (await ReadAsync(visitor, $"{page}/live")).ShouldNotContain("class=\"pollbar\"");
    }

    [Fact]
    public async Task A_poll_that_closes_by_itself_says_when()
    {
        var (talk, page) = await OpenAsync();
        await OpenPollAsync(talk, new { kind = "single", seconds = 600 });
        using var administrator = await server.AdministratorAsync();
        var end = (await RoomAsync(administrator, talk)).GetProperty("polls")[0].GetProperty("endsAt").GetDateTimeOffset();
        using var visitor = server.Stranger();

        var shown = await ReadAsync(visitor, $"{page}/live");

        var said = $"closes at {end.ToOffset(TimeSpan.FromHours(7)).ToString("HH:mm:ss", CultureInfo.InvariantCulture)}";
        shown.Split(said).Length.ShouldBe(3, "on the bar and on the ballot");
    }

    [Theory]
    [InlineData("multiple", "1,2")]
    [InlineData("ranking", "2,,2")]
    public async Task Refused_choices_stand_in_the_ballot_again(string kind, string chosen)
    {
        var (talk, page) = await OpenAsync();
        var poll = await OpenPollAsync(talk, kind == "multiple" ? new { kind, most = 1 } : new { kind });
        using var visitor = server.Stranger();
        using var _ = await visitor.BrowseAsync($"{page}/live");

        var refused = await SendAsync(visitor, talk, "vote",
            [("poll", poll.ToString()), .. chosen.Split(',').Select(option => ("option", option))]);
        var ballot = await ReadAsync(visitor, refused);

        refused.ShouldContain("fault=poll.");
        foreach (var (option, place) in chosen.Split(',').Select((option, place) => (option, place)).Where(one => one.option.Length > 0))
        {
            var field = kind == "multiple" ? ballot : ballot.Split("<select")[place + 1];
            field.ShouldContain(kind == "multiple" ? $"value=\"{option}\" checked" : $"value=\"{option}\" selected");
        }
    }

    [Fact]
    public async Task Ones_own_waiting_question_stays_on_the_episodes_page_when_the_doors_open()
    {
        var (talk, page) = await OpenAsync();
        using var visitor = server.Stranger();
        using var _ = await visitor.BrowseAsync(page);
        await SendAsync(visitor, talk, "ask", ("text", "Which papers do I bring?"));

        var own = await ReadAsync(visitor, page);
        own.ShouldContain("Which papers do I bring?");
        own.ShouldContain("Your question, waiting for the host");
        own.ShouldContain($"href=\"{page}/live#questions\"");

        using var other = server.Stranger();
        (await ReadAsync(other, page)).ShouldNotContain("Which papers do I bring?", Case.Sensitive, "nobody has read it yet");
    }

    /// <summary>A talk whose green room is open, and its episode's page.</summary>
    private async Task<(TalkId Talk, string Page)> OpenAsync()
    {
        using var host = await server.AdministratorAsync();
        var series = await host.PostedAsync("/api/series", new { title = $"Market Talk {Guid.CreateVersion7()}", zone = "Asia/Vientiane" });
        var startsAt = TimeProvider.System.GetUtcNow().AddHours(7).AddMinutes(10).ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture);
        var episode = await host.PostedAsync(
            $"/api/series/{series.Text("id")}/episodes", new { title = "Exporting coffee", startsAt, durationMinutes = 60 });
        TalkId.TryParse(episode.Text("talkId"), out var talk).ShouldBeTrue();
        await Eventually.BecomesAsync(
            async () => await host.GetAsync($"/api/talks/{talk}/room") is { IsSuccessStatusCode: true } room && (await room.JsonAsync()).Text("phase") == "greenRoom",
            "the green room is open",
            TimeSpan.FromSeconds(30));
        return (talk, $"/e/{episode.Text("slug")}");
    }

    private async Task<PollId> OpenPollAsync(TalkId talk, object rules)
    {
        await using var desk = await VoteStorm.ConnectAsync(server.Server.Address, await server.AdministratorTokenAsync());
        var poll = PollId.New();
        await desk.AskAsync("CreatePoll", talk, CommandId.New(), poll, "What is dear?", Kind(rules) == "text" ? [] : Options, rules);
        await desk.AskAsync("OpenPoll", talk, CommandId.New(), poll);
        return poll;
    }

    private static string? Kind(object rules) => JsonSerializer.SerializeToElement(rules).Text("kind");

    private static async Task<JsonElement> RoomAsync(TestClient host, TalkId talk)
    {
        using var room = await host.GetAsync($"/api/talks/{talk}/room");
        return await room.JsonAsync();
    }

    /// <summary>Sends a form as a browser does, and tells where it leads.</summary>
    private static async Task<string> SendAsync(TestClient visitor, TalkId talk, string form, params IReadOnlyList<(string Name, string Value)> fields)
    {
        using var sent = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        using var answer = await visitor.PostAsync($"/api/talks/{talk}/forms/{form}", sent);
        return answer.Headers.Location!.ToString();
    }

    private static async Task<string> ReadAsync(TestClient visitor, string page)
    {
        using var answer = await visitor.BrowseAsync(page);
        return await answer.Content.ReadAsStringAsync();
    }
}
