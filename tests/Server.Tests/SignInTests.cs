using System.Net;
using System.Net.WebSockets;
using Npgsql;
using TalksPlatform.Contracts;
using TalksPlatform.Server.Accounts;
using TalksPlatform.Server.Accounts.Tokens;
using TalksPlatform.Server.Tests.Kit;
using TalksPlatform.TestKit;

namespace TalksPlatform.Server.Tests;

public sealed class SignInTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task Opening_a_one_time_link_shows_a_button_and_burns_nothing()
    {
        var link = $"/signin/{await InviteHostAsync("Kham")}";
        using var browser = server.Stranger();

        for (var preview = 0; preview < 3; preview++)
        {
            using var page = await browser.BrowseAsync(link);
            page.StatusCode.ShouldBe(HttpStatusCode.OK);
            (await page.Content.ReadAsStringAsync()).ShouldContain("Kham");
        }

        using var entered = await browser.PostAsync(link);
        entered.StatusCode.ShouldBe(HttpStatusCode.Found);
        entered.Headers.Location!.OriginalString.ShouldBe("/studio");
        var cookie = browser.Cookies.GetAllCookies()["talks"]!;
        cookie.HttpOnly.ShouldBeTrue();
        entered.Headers.GetValues("Set-Cookie").Single().ShouldContain("samesite=lax");
    }

    [Fact]
    public async Task A_one_time_link_works_once()
    {
        var token = await InviteHostAsync("Noy");
        using var browser = server.Stranger();
        await browser.SignInAsync(token);

        using var again = await browser.PostAsync("/api/signin", new { token });
        again.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await again.CodeAsync()).ShouldBe("signin.spent");

        using var page = await browser.PostAsync($"/signin/{token}");
        page.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Of_many_who_press_the_button_at_once_one_gets_in()
    {
        var token = await InviteHostAsync("Bounmy");
        using var browser = server.Stranger();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => browser.PostAsync("/api/signin", new { token })));

        answers.Count(answer => answer.StatusCode == HttpStatusCode.OK).ShouldBe(1);
        answers.Count(answer => answer.StatusCode == HttpStatusCode.Forbidden).ShouldBe(7);
    }

    [Fact]
    public async Task A_one_time_link_is_no_session()
    {
        using var client = server.Bearing(await InviteHostAsync("Vanh"));

        using var refused = await client.PostAsync($"/api/talks/{TalkId.From(Guid.CreateVersion7())}/speakers", new { name = "Ada" });

        refused.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Whoever_signs_out_is_out_at_once_and_on_every_node_within_seconds()
    {
        await using var node = await server.StartNodeAsync();
        var session = await server.Stranger().SignInAsync(await InviteHostAsync("Sith"));
        using var here = server.Bearing(session);
        using var there = new TestClient(node.Address, session);
        (await SpeaksAsHostAsync(here)).ShouldBeTrue();
        (await SpeaksAsHostAsync(there)).ShouldBeTrue();

        using var left = await here.PostAsync("/api/signout");

        left.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await SpeaksAsHostAsync(here)).ShouldBeFalse();
        await Eventually.BecomesAsync(async () => !await SpeaksAsHostAsync(there), "the other node hears of it");
    }

    [Fact]
    public async Task A_revoked_speaker_is_cut_off_the_hub_on_every_node_within_seconds()
    {
        await using var node = await server.StartNodeAsync();
        var talk = TalkId.From(Guid.CreateVersion7());
        var issued = await server.Service<TokenIssuer>().IssueAsync(
            NewPerson.Speaker("Ada", talk), TokenKind.PersonalLink, TimeProvider.System.GetUtcNow().AddHours(1), CancellationToken.None);
        using var hub = new ClientWebSocket();
        await hub.ConnectAsync(new Uri($"ws://{node.Address.Authority}/hub/talk?access_token={issued.Secret.Text}"), CancellationToken.None);
        await hub.SendAsync("{\"protocol\":\"json\",\"version\":1}\u001e"u8.ToArray(), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        var received = new byte[16 << 10];
        (await hub.ReceiveAsync(received, CancellationToken.None)).MessageType.ShouldBe(WebSocketMessageType.Text);

        using var administrator = await server.AdministratorAsync();
        using var revoked = await administrator.SendAsync(HttpMethod.Delete, $"/api/talks/{talk}/speakers/{issued.Token.Person}");
        revoked.StatusCode.ShouldBe(HttpStatusCode.NoContent);

        using var limit = new CancellationTokenSource(Eventually.Patience);
        await Should.ThrowAsync<WebSocketException>(async () =>
        {
            while (true)
                await hub.ReceiveAsync(received, limit.Token); // the connection's heartbeats until then
        });
    }

    [Fact]
    public async Task No_token_can_be_read_from_the_database()
    {
        var link = await InviteHostAsync("Phet");
        var session = await server.Stranger().SignInAsync(link);

        await using var connection = new NpgsqlConnection(server.Connection);
        await connection.OpenAsync();
        await using var rows = new NpgsqlCommand("SELECT (t.*)::text || (p.*)::text FROM accounts.token t JOIN accounts.person p ON p.id = t.person_id", connection);
        await using var reader = await rows.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            reader.GetString(0).ShouldNotContain(link);
            reader.GetString(0).ShouldNotContain(session);
        }
    }

    [Fact]
    public async Task Whoever_has_no_token_left_is_forgotten_after_a_while_and_nobody_else()
    {
        var db = server.Service<AccountsDb>();
        var now = TimeProvider.System.GetUtcNow();
        var gone = new KnownToken(OpaqueToken.New().Hash, TokenKind.Session, PersonId.New(), "Gone", Role.Attendee, talk: null, now.AddDays(-40));
        var here = new KnownToken(OpaqueToken.New().Hash, TokenKind.Session, PersonId.New(), "Here", Role.Attendee, talk: null, now.AddDays(1));
        await db.AddAsync(gone, now.AddDays(-200), CancellationToken.None);
        await db.AddAsync(here, now.AddDays(-200), CancellationToken.None);

        await db.SweepAsync(now.AddDays(-30), CancellationToken.None);

        await using var connection = await db.OpenAsync(CancellationToken.None);
        await using var names = new NpgsqlCommand("SELECT name FROM accounts.person WHERE name IN ('Gone', 'Here')", connection);
        (await names.ExecuteScalarAsync()).ShouldBe("Here");
    }

    private static async Task<bool> SpeaksAsHostAsync(TestClient client)
    {
        using var answer = await client.PostAsync($"/api/talks/{TalkId.From(Guid.CreateVersion7())}/speakers", new { name = "" });
        return answer.StatusCode is not HttpStatusCode.Unauthorized;
    }

    private async Task<string> InviteHostAsync(string name)
    {
        using var administrator = await server.AdministratorAsync();
        return (await administrator.PostedAsync("/api/invitations", new { name })).Text("token");
    }
}
