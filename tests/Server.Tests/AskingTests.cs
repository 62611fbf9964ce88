using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using TalksPlatform.Contracts;
using TalksPlatform.Server.Tests.Kit;
using TalksPlatform.TestKit;

namespace TalksPlatform.Server.Tests;

public sealed class AskingTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private const int Honest = 500;

    [Fact]
    public async Task A_flood_from_one_token_keeps_none_of_five_hundred_people_behind_the_same_address_from_asking()
    {
        var talk = await AnnouncedAsync();
        var people = await Task.WhenAll(Enumerable.Range(0, Honest).Select(_ => AttendeeAsync()));
        using var flooder = await AttendeeAsync();

        var flood = Task.WhenAll(Enumerable.Range(0, 300).Select(_ => AskAsync(flooder, talk)));
        var honest = await Task.WhenAll(people.Select(person => AskAsync(person, talk)));

        honest.ShouldAllBe(status => status == HttpStatusCode.OK);
        (await flood).Count(status => status == HttpStatusCode.OK).ShouldBe(10, "so many of one person's questions may wait");
        (await flood).ShouldAllBe(status => status == HttpStatusCode.OK || status == HttpStatusCode.TooManyRequests);
        using var administrator = await server.AdministratorAsync();
        using var room = await administrator.GetAsync($"/api/talks/{talk}/room");
        (await room.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("board").GetProperty("received").GetInt32().ShouldBe(Honest + 10);
        foreach (var person in people)
            person.Dispose();
    }

    [Fact]
    public async Task A_question_is_asked_in_advance_on_the_episodes_page_without_a_script()
    {
        var talk = await AnnouncedAsync();
        using var administrator = await server.AdministratorAsync();
        using var card = await administrator.GetAsync($"/api/episodes/{talk.Episode}");
        var page = $"/e/{(await card.Content.ReadFromJsonAsync<JsonElement>()).Text("slug")}";
        using var visitor = server.Stranger();
        using (var first = await visitor.BrowseAsync(page))
            (await first.Content.ReadAsStringAsync()).ShouldContain($"action=\"/api/talks/{talk}/forms/ask\"");

        using var form = new FormUrlEncodedContent([new("text", "Which papers do I bring?"), new("name", ""), new("c", CommandId.New().ToString())]);
        using var sent = await visitor.PostAsync($"/api/talks/{talk}/forms/ask", form);

        sent.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        using (var own = await visitor.BrowseAsync(sent.Headers.Location!.ToString()))
            (await own.Content.ReadAsStringAsync()).ShouldContain("Which papers do I bring?");
        using var other = server.Stranger();
        using var others = await other.BrowseAsync(page);
        (await others.Content.ReadAsStringAsync()).ShouldNotContain("Which papers do I bring?", Case.Sensitive, "nobody has read it yet");
    }

    /// <summary>A talk that stands on the calendar and is known to the live side.</summary>
    private async Task<TalkId> AnnouncedAsync()
    {
        var talk = await server.PlanTalkAsync();
        var talks = server.Service<ITalkReader>();
        await Eventually.BecomesAsync(async () => await talks.RoomAsync(talk, null, CancellationToken.None) is not null, "the calendar's word arrived");
        return talk;
    }

    private async Task<TestClient> AttendeeAsync()
    {
        using var stranger = server.Stranger();
        return server.Bearing((await stranger.PostedAsync("/api/attendees", new { })).Text("token"));
    }

    private static async Task<HttpStatusCode> AskAsync(TestClient person, TalkId talk)
    {
        using var form = new FormUrlEncodedContent([new("text", "How much is it?"), new("c", CommandId.New().ToString())]);
        using var answer = await person.PostAsync($"/api/talks/{talk}/forms/ask", form, request => request.Headers.Accept.ParseAdd("application/json"));
        return answer.StatusCode;
    }
}
