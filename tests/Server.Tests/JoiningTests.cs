using System.Net;
using TalksPlatform.Contracts;
using TalksPlatform.Server.Accounts;
using TalksPlatform.Server.Accounts.Tokens;
using TalksPlatform.Server.Tests.Kit;
using TalksPlatform.TestKit;

namespace TalksPlatform.Server.Tests;

public sealed class JoiningTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task Whoever_opens_an_episode_for_the_first_time_can_ask_at_once_and_stays_the_same_attendee()
    {
        using var browser = server.Stranger();
        var page = await server.PlanPageAsync();

        using var first = await browser.BrowseAsync(page);
        var cookie = browser.Cookies.GetAllCookies()["talks"].ShouldNotBeNull();
        using var second = await browser.BrowseAsync($"{page}/live");

        browser.Cookies.GetAllCookies()["talks"]!.Value.ShouldBe(cookie.Value);
        cookie.Expires.ShouldBeGreaterThan(TimeProvider.System.GetUtcNow().AddDays(100).DateTime);
        second.Headers.Contains("Set-Cookie").ShouldBeFalse();
    }

    [Fact]
    public async Task Programs_and_prefetches_of_an_episode_leave_nobody_behind()
    {
        using var program = server.Stranger();
        var page = await server.PlanPageAsync();
        using var bare = await program.GetAsync(page);
        using var prefetch = await program.SendAsync(HttpMethod.Get, page, with: request =>
        {
            request.Headers.Accept.ParseAdd("text/html");
            request.Headers.Add("Sec-Purpose", "prefetch");
        });

        program.Cookies.Count.ShouldBe(0);
    }

    [Fact]
    public async Task An_attendee_may_give_a_name_and_need_not()
    {
        using var stranger = server.Stranger();

        var named = await stranger.PostedAsync("/api/attendees", new { name = "  Somchai  " });
        var anonymous = await stranger.PostedAsync("/api/attendees", new { });

        named.Text("person").ShouldNotBe(anonymous.Text("person"), StringComparer.Ordinal);
        (await stranger.PostedAsync("/api/signin", new { token = named.Text("token") })).Text("name").ShouldBe("Somchai");
    }

    [Fact]
    public async Task A_name_that_is_too_long_is_refused()
    {
        using var stranger = server.Stranger();
        using var answer = await stranger.PostAsync("/api/attendees", new { name = new string('x', 81) });

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.CodeAsync()).ShouldBe("request.invalid");
    }

    [Fact]
    public async Task A_speakers_link_is_her_session_for_her_own_talk_until_the_day_after()
    {
        var talk = await server.PlanTalkAsync();
        using var administrator = await server.AdministratorAsync();

        var invited = await administrator.PostedAsync($"/api/talks/{talk}/speakers", new { name = "Dr Vatthana" });

        invited.Text("link").ShouldBe(new Uri(server.Server.Address, $"/join/{invited.Text("token")}").ToString());
        for (var times = 0; times < 2; times++)
        {
            var signedIn = await server.Stranger().PostedAsync("/api/signin", new { token = invited.Text("token") });
            signedIn.Text("role").ShouldBe("speaker");
            signedIn.Text("token").ShouldBe(invited.Text("token"));
        }

        var episode = (await server.Service<IEpisodeReader>().FindAsync(talk.Episode, CancellationToken.None))!;
        var link = await server.Service<TokenIssuer>().PeekAsync(invited.Text("token"), CancellationToken.None);
        link!.Token.ExpiresAt.ShouldBe(episode.EndsAt.AddDays(1));
        link.Token.Talk.ShouldBe(talk);
    }

    [Fact]
    public async Task A_crowd_that_comes_back_at_once_is_known_again_each_by_her_own_token()
    {
        var issuer = server.Service<TokenIssuer>();
        var expiresAt = TimeProvider.System.GetUtcNow().AddHours(1);
        var crowd = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ =>
            issuer.IssueAsync(NewPerson.Attendee(name: null), TokenKind.Session, expiresAt, CancellationToken.None)));
        var lookUp = new TokenLookUp(server.Service<AccountsDb>(), TimeProvider.System);

        var stranger = lookUp.FindAsync(OpaqueToken.New().Hash);
        var found = await Task.WhenAll(crowd.Concat(crowd).Select(issued => lookUp.FindAsync(issued.Secret.Hash)));

        (await stranger).ShouldBeNull();
        found.Select(token => token?.Person).ShouldBe(crowd.Concat(crowd).Select(issued => (PersonId?)issued.Token.Person));
    }

    [Fact]
    public async Task A_speakers_link_follows_an_episode_that_is_moved()
    {
        var talk = await server.PlanTalkAsync();
        using var administrator = await server.AdministratorAsync();
        var token = (await administrator.PostedAsync($"/api/talks/{talk}/speakers", new { name = "Dr Vatthana" })).Text("token");
        OpaqueToken.TryParse(token, out var secret).ShouldBeTrue();

        await administrator.PostedAsync($"/api/episodes/{talk}/move", new { startsAt = "2032-03-04T19:00:00" });

        await Eventually.BecomesAsync(
            async () => (await server.Service<AccountsDb>().FindTokensAsync([secret!.Hash], TimeProvider.System.GetUtcNow(), CancellationToken.None))[secret.Hash].ExpiresAt.Year == 2032,
            "the calendar's fact has reached the link");
    }

    [Fact]
    public async Task Nobody_is_invited_to_a_talk_that_is_not_planned()
    {
        using var administrator = await server.AdministratorAsync();
        using var answer = await administrator.PostAsync($"/api/talks/{TalkId.From(Guid.CreateVersion7())}/speakers", new { name = "Ada" });

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await answer.CodeAsync()).ShouldBe("talk.not-found");
    }
}
