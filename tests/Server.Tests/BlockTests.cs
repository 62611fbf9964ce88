using System.Net;
using System.Text.Json;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Hubs;
using TalksPlatform.Server.Tests.Kit;
using TalksPlatform.TestKit;

namespace TalksPlatform.Server.Tests;

/// <summary>Freezing the room and shutting somebody out of it, over two servers.</summary>
public sealed class BlockTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task A_blocked_person_is_out_on_every_server_until_the_block_is_undone()
    {
        await using var other = await server.StartNodeAsync();
        var talk = await TalkAsync();
        await using var desk = await VoteStorm.ConnectAsync(other.Address, await server.AdministratorTokenAsync());
        var token = await AttendeeAsync("Ada");
        await using var here = await VoteStorm.ConnectAsync(server.Server.Address, token);
        await using var there = await VoteStorm.ConnectAsync(other.Address, token);
        var (shown, waiting) = (QuestionId.New(), QuestionId.New());
        foreach (var connection in new[] { here, there })
            await connection.AskAsync("Join", talk);
        await AskAsync(here, talk, shown);
        await AskAsync(here, talk, waiting);

        await desk.AskAsync("BlockPerson", talk, CommandId.New(), new { question = shown });

        await Eventually.BecomesAsync(() => here.Ended.IsCompleted && there.Ended.IsCompleted, "both of her connections are closed");
        foreach (var address in new[] { server.Server.Address, other.Address })
        {
            await using var back = await VoteStorm.ConnectAsync(address, token);
            await RefusedAsync("talk.blocked", () => back.AskAsync("Join", talk));
            await RefusedAsync("talk.blocked", () => AskAsync(back, talk, QuestionId.New()));
            using var browser = new TestClient(address, token);
            using var posted = await browser.PostAsync($"/api/talks/{talk}/forms/ask", new FormUrlEncodedContent([new("text", "And now?")]));
            posted.Headers.Location!.ToString().ShouldContain("fault=talk.blocked");
        }
        var room = await desk.AskAsync("Join", talk);
        Ids(room).Count(id => id == waiting.ToString()).ShouldBe(0, "what waits of her is hidden");
        var blocked = room.GetProperty("blocked").EnumerateArray().Single();
        blocked.Text("name").ShouldBe("Ada");
        room.GetRawText().ShouldNotContain(await PersonAsync(token), Case.Sensitive, "who she is stays unknown");

        await desk.AskAsync("UnblockPerson", talk, CommandId.New(), blocked.GetProperty("number").GetInt64());

        await using var again = await VoteStorm.ConnectAsync(server.Server.Address, token);
        await Eventually.BecomesAsync(async () => await JoinsAsync(again, talk), "she may come in again");
        await AskAsync(again, talk, QuestionId.New());
        Ids(await desk.AskAsync("Join", talk)).Count(id => id == waiting.ToString()).ShouldBe(1);
    }

    [Fact]
    public async Task A_blocked_person_stays_out_however_often_she_comes_back_and_after_a_restart()
    {
        var talk = await TalkAsync();
        var token = await AttendeeAsync("Ada");
        var question = QuestionId.New();
        await using (var before = await server.StartNodeAsync())
        {
            await using var desk = await VoteStorm.ConnectAsync(before.Address, await server.AdministratorTokenAsync());
            await using var attendee = await VoteStorm.ConnectAsync(before.Address, token);
            await attendee.AskAsync("Join", talk);
            await AskAsync(attendee, talk, question);
            await desk.AskAsync("BlockPerson", talk, CommandId.New(), new { question });
            await Eventually.BecomesAsync(() => attendee.Ended.IsCompleted, "her connection is closed");
            for (var attempt = 0; attempt < 3; attempt++)
                await StaysOutAsync(before.Address);
        }

        await using var restarted = await server.StartNodeAsync();

        await StaysOutAsync(restarted.Address);
        using var stranger = new TestClient(restarted.Address);
        var (other, room) = ((await stranger.PostedAsync("/api/attendees", new { })).Text("token"), default(JsonElement));
        await using (var neighbour = await VoteStorm.ConnectAsync(restarted.Address, other))
            room = await neighbour.AskAsync("Join", talk);
        room.GetProperty("shutOut").GetBoolean().ShouldBeFalse("nobody else is out");

        async Task StaysOutAsync(Uri address)
        {
            await using var back = await VoteStorm.ConnectAsync(address, token);
            await RefusedAsync("talk.blocked", () => back.AskAsync("Join", talk));
            await RefusedAsync("talk.blocked", () => back.AskAsync("CatchUp", talk, 0));
            await RefusedAsync("talk.blocked", () => AskAsync(back, talk, QuestionId.New()));
            await RefusedAsync("talk.blocked", () => back.AskAsync("Upvote", talk, CommandId.New(), question));
            using var browser = new TestClient(address, token);
            using var form = await browser.PostAsync(
                $"/api/talks/{talk}/forms/ask", new FormUrlEncodedContent([new("text", "And now?")]), request => request.Headers.Accept.ParseAdd("application/json"));
            (form.StatusCode, await form.CodeAsync()).ShouldBe((HttpStatusCode.Forbidden, "talk.blocked"));
            (await (await browser.GetAsync($"/api/talks/{talk}/room")).JsonAsync()).GetProperty("shutOut").GetBoolean().ShouldBeTrue();
        }
    }

    [Fact]
    public async Task A_device_stays_the_same_attendee_whatever_it_asks_for()
    {
        await TalkAsync();
        using var browser = server.Stranger();
        var first = await browser.PostedAsync("/api/attendees", new { });
        browser.Cookies.Add(server.Server.Address, new Cookie("talks", first.Text("token")));

        using var left = await browser.PostAsync("/api/signout");
        var second = await browser.PostedAsync("/api/attendees", new { name = "Somebody else" });

        second.Text("person").ShouldBe(first.Text("person"));
    }

    [Fact]
    public async Task While_the_room_is_frozen_only_the_studio_acts()
    {
        var talk = await TalkAsync();
        await using var desk = await VoteStorm.ConnectAsync(server.Server.Address, await server.AdministratorTokenAsync());
        await using var attendee = await VoteStorm.ConnectAsync(server.Server.Address, await AttendeeAsync("Ada"));
        var question = QuestionId.New();
        await AskAsync(attendee, talk, question);
        await attendee.AskAsync("Join", talk);

        await desk.AskAsync("FreezeRoom", talk, CommandId.New());

        (await attendee.NextAsync("patch")).GetProperty("frozen").GetBoolean().ShouldBeTrue();
        await RefusedAsync("talk.frozen", () => AskAsync(attendee, talk, QuestionId.New()));
        await RefusedAsync("talk.frozen", () => attendee.AskAsync("Upvote", talk, CommandId.New(), question));
        await desk.AskAsync("ApproveQuestion", talk, CommandId.New(), question);

        await desk.AskAsync("ThawRoom", talk, CommandId.New());
        await AskAsync(attendee, talk, QuestionId.New());
    }

    private static IEnumerable<string> Ids(JsonElement room) => room.GetProperty("questions").EnumerateArray().Select(question => question.Text("id"));

    private static Task<JsonElement> AskAsync(HubConnection attendee, TalkId talk, QuestionId question) =>
        attendee.AskAsync("Ask", talk, CommandId.New(), question, $"How much is it? {question}", "Ada", null);

    private static async Task RefusedAsync(string code, Func<Task> act) =>
        (await Should.ThrowAsync<HubRefusedException>(act)).Message.ShouldContain(code);

    private static async Task<bool> JoinsAsync(HubConnection attendee, TalkId talk)
    {
        try
        {
            await attendee.AskAsync("Join", talk);
            return true;
        }
        catch (HubRefusedException)
        {
            return false;
        }
    }

    private async Task<TalkId> TalkAsync()
    {
        var talk = await server.PlanTalkAsync();
        using var stranger = server.Stranger();
        await Eventually.BecomesAsync(
            async () => (await stranger.GetAsync($"/api/talks/{talk}/room")).IsSuccessStatusCode, "the talk is announced");
        return talk;
    }

    private async Task<string> AttendeeAsync(string name)
    {
        using var stranger = server.Stranger();
        return (await stranger.PostedAsync("/api/attendees", new { name })).Text("token");
    }

    private async Task<string> PersonAsync(string token)
    {
        using var known = server.Stranger();
        known.Cookies.Add(server.Server.Address, new Cookie("talks", token));
        return (await known.PostedAsync("/api/attendees", new { })).Text("person");
    }
}
