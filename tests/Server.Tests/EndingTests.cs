using System.Net;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Hubs;
using TalksPlatform.Server.Tests.Kit;
using TalksPlatform.TestKit;

namespace TalksPlatform.Server.Tests;

/// <summary>A talk that is ended before it went on air.</summary>
public sealed class EndingTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task An_episode_whose_talk_ended_in_its_green_room_is_called_off_on_the_calendar_too()
    {
        var token = await server.AdministratorTokenAsync();
        var talk = (await VoteStorm.GatherAsync(server.Server.Address, token, voters: 0)).Talk;
        using var host = server.Bearing(token);
        await using var desk = await VoteStorm.ConnectAsync(server.Server.Address, token);

        await desk.AskAsync("EndTalk", talk, CommandId.New());

        await Eventually.BecomesAsync(async () => (await EpisodeAsync()).Text("state") == "cancelled", "the calendar hears of it");
        using var moved = await host.PostAsync($"/api/episodes/{talk.Episode}/move", new { startsAt = "2031-11-26T19:00:00" });
        (moved.StatusCode, await moved.CodeAsync()).ShouldBe((HttpStatusCode.Conflict, "episode.too-late"));
        using var page = await server.Stranger().BrowseAsync($"/e/{(await EpisodeAsync()).Text("slug")}");
        page.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await page.Content.ReadAsStringAsync()).ShouldContain("This talk will not take place.");

        async Task<System.Text.Json.JsonElement> EpisodeAsync() => await (await host.GetAsync($"/api/episodes/{talk.Episode}")).JsonAsync();
    }
}
