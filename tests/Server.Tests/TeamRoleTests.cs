using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Hubs;
using TalksPlatform.Server.Tests.Kit;
using TalksPlatform.TestKit;

namespace TalksPlatform.Server.Tests;

/// <summary>A member of a team is given another role.</summary>
public sealed class TeamRoleTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task Whoever_is_raised_may_more_with_her_next_page()
    {
        var (series, talk) = await server.FoundSeriesAsync();
        var (person, token) = await server.JoinTeamAsync(series, "screener");
        using var host = server.Bearing((await server.JoinTeamAsync(series, "host")).Token);
        await using var open = await VoteStorm.ConnectAsync(server.Server.Address, token);
        await open.AskAsync("Join", talk);

        (await ChangeAsync(host, series, person, "producer")).ShouldBe(HttpStatusCode.NoContent);

        using var page = server.Bearing(token);
        (await page.GetAsync($"/api/talks/{talk}/outputs")).StatusCode.ShouldBe(HttpStatusCode.OK);
        open.Ended.IsCompleted.ShouldBeFalse("nobody is cut off for what she was given");
        (await RoleAsync(host, series, person)).ShouldBe("producer");
    }

    [Fact]
    public async Task Whoever_is_lowered_is_cut_on_every_server_and_comes_back_with_less()
    {
        await using var other = await server.StartNodeAsync();
        var (series, talk) = await server.FoundSeriesAsync();
        var (person, token) = await server.JoinTeamAsync(series, "producer");
        using var host = server.Bearing((await server.JoinTeamAsync(series, "host")).Token);
        foreach (var (role, refused) in new[] { ("moderator", "FreezeRoom"), ("screener", "PauseAsking") }) // the second within moments of the first
        {
            await using var here = await VoteStorm.ConnectAsync(server.Server.Address, token);
            await using var there = await VoteStorm.ConnectAsync(other.Address, token);
            await there.AskAsync("Join", talk);

            (await ChangeAsync(host, series, person, role)).ShouldBe(HttpStatusCode.NoContent);

            await Eventually.BecomesAsync(() => here.Ended.IsCompleted && there.Ended.IsCompleted, $"she is cut where she was more than a {role}");
            foreach (var address in new[] { server.Server.Address, other.Address })
            {
                await using var back = await VoteStorm.ConnectAsync(address, token);
                object[] arguments = refused == "PauseAsking" ? [talk, CommandId.New(), true] : [talk, CommandId.New()];
                (await Should.ThrowAsync<HubRefusedException>(() => back.AskAsync(refused, arguments))).Message.ShouldContain("user is unauthorized");
            }
        }
    }

    [Fact]
    public async Task Whoever_is_lowered_is_cut_though_her_token_was_let_go_of_since()
    {
        var (series, talk) = await server.FoundSeriesAsync();
        var (person, token) = await server.JoinTeamAsync(series, "host");
        await using var desk = await VoteStorm.ConnectAsync(server.Server.Address, token);
        await desk.AskAsync("Join", talk);
        server.Service<Accounts.Tokens.TokenDirectory>().Forget(Id(person), cut: false); // as after hours without a request
        using var administrator = await server.AdministratorAsync();

        (await ChangeAsync(administrator, series, person, "screener")).ShouldBe(HttpStatusCode.NoContent);

        await Eventually.BecomesAsync(() => desk.Ended.IsCompleted, "her desk is cut");
    }

    [Fact]
    public async Task Only_a_host_gives_roles_and_none_above_her_own()
    {
        var (series, _) = await server.FoundSeriesAsync();
        var (other, _) = await server.FoundSeriesAsync();
        var (person, token) = await server.JoinTeamAsync(series, "producer");
        using var producer = server.Bearing(token);
        using var host = server.Bearing((await server.JoinTeamAsync(series, "host")).Token);
        using var stranger = server.Bearing((await server.JoinTeamAsync(other, "host")).Token);

        (await ChangeAsync(producer, series, person, "host")).ShouldBe(HttpStatusCode.Forbidden);
        (await ChangeAsync(stranger, series, person, "screener")).ShouldBe(HttpStatusCode.Forbidden);
        (await ChangeAsync(host, series, person, "administrator")).ShouldBe(HttpStatusCode.BadRequest);
        (await ChangeAsync(host, series, person, "attendee")).ShouldBe(HttpStatusCode.BadRequest);
        (await ChangeAsync(stranger, other, person, "host")).ShouldBe(HttpStatusCode.NotFound, "she is in no other team");
        (await RoleAsync(host, series, person)).ShouldBe("producer");
    }

    [Fact]
    public async Task The_last_host_of_a_series_stays_unless_an_administrator_says_otherwise()
    {
        var (first, _) = await server.FoundSeriesAsync();
        var (founder, token) = await server.JoinTeamAsync(first, "host");
        using var host = server.Bearing(token);
        var (series, _) = await server.FoundSeriesAsync(host);
        var invited = await host.PostedAsync($"/api/series/{series}/team", new { name = "Somphone", role = "host" });

        await RefusedAsync(HttpMethod.Put, founder, new { role = "producer" });
        await RefusedAsync(HttpMethod.Delete, founder, body: null);
        using var stranger = server.Stranger();
        await stranger.SignInAsync(invited.Text("token"));
        (await ChangeAsync(host, series, founder, "producer")).ShouldBe(HttpStatusCode.NoContent, "there is another by now");
        using var administrator = await server.AdministratorAsync();
        (await ChangeAsync(administrator, series, invited.Text("person"), "moderator")).ShouldBe(HttpStatusCode.NoContent, "she runs every series");

        async Task RefusedAsync(HttpMethod method, string person, object? body)
        {
            using var refused = await host.SendAsync(method, $"/api/series/{series}/team/{person}", body);
            refused.StatusCode.ShouldBe(HttpStatusCode.Conflict);
            (await refused.CodeAsync()).ShouldBe("team.last-host");
        }
    }

    [Fact]
    public async Task Of_two_hosts_who_lower_each_other_at_once_one_stays()
    {
        var (first, _) = await server.FoundSeriesAsync();
        var (ada, adasToken) = await server.JoinTeamAsync(first, "host");
        using var adaHerself = server.Bearing(adasToken);
        var (series, _) = await server.FoundSeriesAsync(adaHerself);
        var (noy, noysToken) = await server.JoinTeamAsync(series, "host");
        using var noyHerself = server.Bearing(noysToken);

        var answers = await Task.WhenAll(ChangeAsync(adaHerself, series, noy, "producer"), ChangeAsync(noyHerself, series, ada, "producer"));

        answers.Count(answer => answer is HttpStatusCode.NoContent).ShouldBe(1);
    }

    private static PersonId Id(string person) => PersonId.TryParse(person, out var id) ? id : throw new ShouldAssertException("This is nobody.");

    private static async Task<HttpStatusCode> ChangeAsync(TestClient by, string series, string person, string role)
    {
        using var answer = await by.SendAsync(HttpMethod.Put, $"/api/series/{series}/team/{person}", new { role });
        return answer.StatusCode;
    }

    private static async Task<string> RoleAsync(TestClient by, string series, string person)
    {
        using var team = await by.GetAsync($"/api/series/{series}/team");
        return (await team.Content.ReadFromJsonAsync<JsonElement>()).EnumerateArray().Single(one => one.Text("person") == person).Text("role");
    }
}
