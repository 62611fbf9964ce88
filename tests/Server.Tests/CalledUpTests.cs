using System.Net;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Hubs;
using TalksPlatform.Server.Tests.Kit;

namespace TalksPlatform.Server.Tests;

/// <summary>The door to the studio opens to an attendee for as long as she is called up, and to no other.</summary>
public sealed class CalledUpTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task An_attendee_may_send_sound_from_her_call_until_she_is_refused()
    {
        var host = await server.AdministratorTokenAsync();
        var talk = (await VoteStorm.GatherAsync(server.Server.Address, host, voters: 0)).Talk;
        await using var desk = await VoteStorm.ConnectAsync(server.Server.Address, host);
        using var stranger = server.Stranger();
        var (ada, bounmy) = (await stranger.PostedAsync("/api/attendees", new { name = "Ada" }), await stranger.PostedAsync("/api/attendees", new { name = "Bounmy" }));
        await using var page = await VoteStorm.ConnectAsync(server.Server.Address, ada.Text("token"));

        await DoAsync(page, "RaiseHand", "Ada", null, true);
        (await MaySendAsync(ada.Text("token"))).ShouldBeFalse("she only waits");
        await DoAsync(desk, "CallHand", ada.Text("person"));
        (await MaySendAsync(ada.Text("token"))).ShouldBeTrue();
        (await MaySendAsync(bounmy.Text("token"))).ShouldBeFalse("another was called");
        await DoAsync(desk, "RefuseHand", ada.Text("person"), "No time left.");
        (await MaySendAsync(ada.Text("token"))).ShouldBeFalse();

        Task DoAsync(HubConnection hub, string method, params object?[] arguments) => hub.AskAsync(method, [talk, CommandId.New(), .. arguments]);

        // It is no offer; but only whoever may make one is told so.
        async Task<bool> MaySendAsync(string token)
        {
            using var client = server.Bearing(token);
            using var answer = await client.PostAsync($"/whip/{talk}");
            return answer.StatusCode is not HttpStatusCode.Forbidden;
        }
    }

    [Fact]
    public async Task Being_called_up_opens_the_microphone_and_not_the_slides()
    {
        var host = await server.AdministratorTokenAsync();
        var talk = (await VoteStorm.GatherAsync(server.Server.Address, host, voters: 0)).Talk;
        await using var desk = await VoteStorm.ConnectAsync(server.Server.Address, host);
        var ada = await server.Stranger().PostedAsync("/api/attendees", new { name = "Ada" });
        await using var page = await VoteStorm.ConnectAsync(server.Server.Address, ada.Text("token"));
        await page.AskAsync("RaiseHand", talk, CommandId.New(), "Ada", null, true);
        await desk.AskAsync("CallHand", talk, CommandId.New(), ada.Text("person"));
        using var client = server.Bearing(ada.Text("token"));

        (await client.GetAsync($"/api/talks/{talk}/slides")).StatusCode.ShouldBe(HttpStatusCode.Forbidden, "they are not shown yet");
        (await client.SendFormAsync($"/api/talks/{talk}/slides", "%PDF-1.7"u8.ToArray(), "mine.pdf")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }
}
