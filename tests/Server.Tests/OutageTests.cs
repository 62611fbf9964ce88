using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using TalksPlatform.Contracts;
using TalksPlatform.Server.Accounts.Tokens;
using TalksPlatform.Server.Tests.Kit;
using TalksPlatform.TestKit;

namespace TalksPlatform.Server.Tests;

public sealed class OutageTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task While_PostgreSQL_is_away_the_server_says_so_and_knows_whom_it_knew()
    {
        await using var line = new CuttableLine(server.Connection);
        await using var node = await server.StartNodeAsync(options => options with { Connection = line.Connection });
        var issued = await node.Services.GetRequiredService<TokenIssuer>().IssueAsync(
            NewPerson.InTeam("Kham", new Membership(Series: null, Role.Host)), TokenKind.Session, TimeProvider.System.GetUtcNow().AddHours(1), CancellationToken.None);
        using var host = new TestClient(node.Address, issued.Secret.Text);
        using var newcomer = new TestClient(node.Address, OpaqueToken.New().Text);
        using var ready = await host.GetAsync("/health/ready");
        ready.StatusCode.ShouldBe(HttpStatusCode.OK);

        line.Cut();

        using var unready = await host.GetAsync("/health/ready");
        unready.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await unready.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("checks").GetProperty("postgresql").Text("status").ShouldBe("Unhealthy");
        using var alive = await host.GetAsync("/health/live");
        alive.StatusCode.ShouldBe(HttpStatusCode.OK);
        await ShouldBeToldToTryAgainAsync(host, "storage.unavailable");
        await ShouldBeToldToTryAgainAsync(newcomer, "accounts.unavailable");

        line.Mend();

        await Eventually.BecomesAsync(
            async () => (await host.GetAsync("/health/ready")).StatusCode is HttpStatusCode.OK, "the server is ready again");
        await Eventually.BecomesAsync(
            async () => (await newcomer.PostAsync(Speakers, new { name = "Ada" })).StatusCode is HttpStatusCode.Unauthorized,
            "whoever is nobody is told so again");
    }

    private static string Speakers { get; } = $"/api/talks/{TalkId.From(Guid.CreateVersion7())}/speakers";

    private static async Task ShouldBeToldToTryAgainAsync(TestClient client, string code)
    {
        using var answer = await client.PostAsync(Speakers, new { name = "Ada" });
        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        answer.Headers.RetryAfter.ShouldNotBeNull();
        (await answer.CodeAsync()).ShouldBe(code);
    }
}
