using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Hubs;
using TalksPlatform.Server.Tests.Kit;
using TalksPlatform.TestKit;

namespace TalksPlatform.Server.Tests;

/// <summary>Who works on a series, and on no other.</summary>
public sealed class TeamTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task A_host_runs_her_own_series_and_no_other()
    {
        var (own, talk) = await SeriesAsync();
        var (other, otherTalk) = await SeriesAsync();
        using var host = await MemberAsync(own, "host");

        (await host.PostedAsync($"/api/series/{own}/episodes", Episode("2031-12-03T19:00:00"))).Text("state").ShouldBe("scheduled");
        using var elsewhere = await host.PostAsync($"/api/series/{other}/episodes", Episode("2031-12-03T19:00:00"));
        elsewhere.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await host.GetAsync($"/api/talks/{talk}/outputs")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await host.GetAsync($"/api/talks/{otherTalk}/outputs")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await host.BrowseAsync($"/studio/series/{other}")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        var list = await (await host.BrowseAsync("/studio")).Content.ReadAsStringAsync();
        list.ShouldContain($"/studio/series/{own}");
        list.ShouldNotContain(other);
    }

    [Fact]
    public async Task A_moderator_moderates_and_does_not_produce_and_sees_nothing_of_another_series()
    {
        var (own, talk) = await SeriesAsync();
        var (_, otherTalk) = await SeriesAsync();
        var token = await TokenAsync(own, "moderator");
        await using var desk = await VoteStorm.ConnectAsync(server.Server.Address, token);

        (await desk.AskAsync("PauseAsking", talk, CommandId.New(), true)).GetProperty("seq").GetInt64().ShouldBePositive();
        await RefusedAsync(() => desk.AskAsync("FreezeRoom", talk, CommandId.New()));
        await RefusedAsync(() => desk.AskAsync("PauseAsking", otherTalk, CommandId.New(), true));
        (await desk.AskAsync("Join", talk)).TryGetProperty("blocked", out var seen).ShouldBeTrue();
        seen.ValueKind.ShouldBe(JsonValueKind.Array);
        (await desk.AskAsync("Join", otherTalk)).GetProperty("blocked").ValueKind.ShouldBe(JsonValueKind.Null, "there she is one of the audience");
    }

    [Fact]
    public async Task Whoever_founds_another_series_keeps_her_desk()
    {
        await using var other = await server.StartNodeAsync();
        var (series, talk) = await SeriesAsync();
        var token = await TokenAsync(series, "host");
        await using var desk = await VoteStorm.ConnectAsync(other.Address, token);
        await desk.AskAsync("Join", talk);

        using var host = server.Bearing(token);
        var founded = (await host.PostedAsync("/api/series", new { title = $"Another {Guid.CreateVersion7()}", zone = "Asia/Vientiane" })).Text("id");
        await Eventually.BecomesAsync(
            async () => (await host.PostAsync($"/api/series/{founded}/episodes", Episode("2031-12-10T19:00:00"))).IsSuccessStatusCode, "it is hers");
        await SeeSomebodyGoAsync(series, other.Address); // in the round in which that server hears of both
        await SeeSomebodyGoAsync(series, other.Address); // in a later one

        desk.Ended.IsCompleted.ShouldBeFalse();
        (await desk.AskAsync("PauseAsking", talk, CommandId.New(), true)).GetProperty("seq").GetInt64().ShouldBePositive();
    }

    [Fact]
    public async Task Whoever_is_taken_out_of_her_team_is_cut_and_signed_out()
    {
        var (series, talk) = await SeriesAsync();
        using var administrator = await server.AdministratorAsync();
        var invited = await administrator.PostedAsync($"/api/series/{series}/team", new { name = "Somphone", role = "producer" });
        using var stranger = server.Stranger();
        var token = await stranger.SignInAsync(invited.Text("token"));
        await using var desk = await VoteStorm.ConnectAsync(server.Server.Address, token);
        await desk.AskAsync("FreezeRoom", talk, CommandId.New());
        var team = await administrator.GetAsync($"/api/series/{series}/team");
        var member = (await team.Content.ReadFromJsonAsync<JsonElement>()).EnumerateArray().Single(one => one.Text("name") == "Somphone");
        (member.Text("role"), member.GetProperty("joined").GetBoolean()).ShouldBe(("producer", true));

        using var removed = await administrator.SendAsync(HttpMethod.Delete, $"/api/series/{series}/team/{member.Text("person")}");

        removed.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await Eventually.BecomesAsync(() => desk.Ended.IsCompleted, "her desk is cut");
        using var again = server.Bearing(token);
        (await again.GetAsync($"/api/talks/{talk}/outputs")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        using var twice = await administrator.SendAsync(HttpMethod.Delete, $"/api/series/{series}/team/{member.Text("person")}");
        (await twice.CodeAsync()).ShouldBe("team.unknown");
    }

    [Fact]
    public async Task Whoever_founds_a_series_is_its_host()
    {
        var (first, _) = await SeriesAsync();
        using var host = await MemberAsync(first, "host");
        var founded = (await host.PostedAsync("/api/series", new { title = $"Her own {Guid.CreateVersion7()}", zone = "Asia/Vientiane" })).Text("id");

        await Eventually.BecomesAsync(
            async () => (await host.PostAsync($"/api/series/{founded}/episodes", Episode("2031-12-10T19:00:00"))).IsSuccessStatusCode,
            "the founder may schedule in it");
    }

    [Fact]
    public async Task Rules_reach_the_rooms_of_a_series()
    {
        var (series, talk) = await SeriesAsync();
        using var host = await MemberAsync(series, "host");

        using var set = await host.SendAsync(
            HttpMethod.Put, $"/api/series/{series}/rules", new { moderateAfter = true, chat = true, asks = new[] { "sex", "province", "sex" } });

        set.StatusCode.ShouldBe(HttpStatusCode.OK);
        await using var attendee = await VoteStorm.ConnectAsync(server.Server.Address, await AttendeeAsync());
        await Eventually.BecomesAsync(
            async () => (await attendee.AskAsync("Join", talk)).GetProperty("rules") is var rules && rules.GetProperty("chat").GetBoolean()
                && rules.GetProperty("asks").EnumerateArray().Select(ask => ask.GetString()).SequenceEqual(["province", "sex"], StringComparer.Ordinal),
            "the room has them");
    }

    private static object Episode(string startsAt) => TeamKit.Episode(startsAt);

    private static async Task RefusedAsync(Func<Task> act) =>
        (await Should.ThrowAsync<HubRefusedException>(act)).Message.ShouldContain("user is unauthorized");

    /// <summary>A screener's connection to this server is cut there because she is taken out of the team elsewhere.</summary>
    private async Task SeeSomebodyGoAsync(string series, Uri address)
    {
        await using var leaving = await VoteStorm.ConnectAsync(address, await TokenAsync(series, "screener"));
        using var administrator = await server.AdministratorAsync();
        using var team = await administrator.GetAsync($"/api/series/{series}/team");
        var screener = (await team.Content.ReadFromJsonAsync<JsonElement>()).EnumerateArray().Single(one => one.Text("role") == "screener");
        using var removed = await administrator.SendAsync(HttpMethod.Delete, $"/api/series/{series}/team/{screener.Text("person")}");
        await Eventually.BecomesAsync(() => leaving.Ended.IsCompleted, "her connection is cut");
    }

    private Task<(string Series, TalkId Talk)> SeriesAsync() => server.FoundSeriesAsync();

    private async Task<TestClient> MemberAsync(string series, string role) => server.Bearing(await TokenAsync(series, role));

    private async Task<string> TokenAsync(string series, string role) => (await server.JoinTeamAsync(series, role)).Token;

    private async Task<string> AttendeeAsync()
    {
        using var stranger = server.Stranger();
        return (await stranger.PostedAsync("/api/attendees", new { name = "Ada" })).Text("token");
    }
}
