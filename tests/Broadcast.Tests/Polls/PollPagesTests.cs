using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using TalksPlatform.Broadcast.Polls;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Broadcast.Tests.Hubs;
using TalksPlatform.Broadcast.Tests.Kit;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Hubs;
using static TalksPlatform.Broadcast.Tests.Kit.People;

namespace TalksPlatform.Broadcast.Tests.Polls;

/// <summary>Polls as people meet them: by the hub, by forms, by telephone; and what each may see.</summary>
public class PollPagesTests(RoomServer server) : IClassFixture<RoomServer>, IAsyncLifetime
{
    private static readonly string[] Options = ["Rent", "Tax", "Staff"];

    private readonly RoomHost _host = server.Host;
    private TalkSession _talk = null!;

    public async ValueTask InitializeAsync() => _talk = await _host.OpenAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Hub_form_and_telephone_vote_into_one_tally()
    {
        var poll = await OpenAsync(new PollRules(PollKind.Multiple, Most: 2));
        await using var ada = await _host.ConnectAsync(Ada);

        await ada.AskAsync("CastVote", _talk.Id, CommandId.New(), poll, new[] { 2, 0 });
        (await PostAsync(Bounmy, ("poll", poll.ToString()), ("option", "0"), ("option", "1"))).ShouldNotContain("fault");
        await _talk.AskAsync(new CastVote(poll, 1), Somebody()); // a keypad says one
        (await PostAsync(Ada, ("poll", poll.ToString()), ("option", "1"))).ShouldContain("fault=poll.already-voted");

        var room = (await RoomAsync(Ada)).GetProperty("polls")[0];
        room.GetProperty("tally").GetRawText().ShouldBe("[2,2,1]");
        room.GetProperty("voters").GetInt32().ShouldBe(3);
        room.GetProperty("choices").GetRawText().ShouldBe("[0,2]");
    }

    [Fact]
    public async Task Forms_rank_and_write_without_a_script()
    {
        var ranking = await OpenAsync(new PollRules(PollKind.Ranking));
        (await PostAsync(Ada, ("poll", ranking.ToString()), ("option", "1"), ("option", "2"), ("option", ""))).ShouldNotContain("fault");
        (await PostAsync(Bounmy, ("poll", ranking.ToString()), ("option", "1"), ("option", "1"))).ShouldContain("fault=poll.no-such-option");
        _talk.State.Polls.Find(ranking)!.Tally.ShouldBe([0, 3, 2]);

        var words = await OpenAsync(new PollRules(PollKind.Text));
        (await PostAsync(Ada, ("poll", words.ToString()), ("text", "Pakse"))).ShouldNotContain("fault");
        (await PostAsync(Bounmy, ("poll", words.ToString()), ("text", " "))).ShouldContain("fault=poll.answer-missing");
        (await RoomAsync(Ada)).GetProperty("polls")[1].GetProperty("written").GetString().ShouldBe("Pakse");
    }

    [Fact]
    public async Task A_hidden_result_is_the_studios_until_it_is_revealed()
    {
        var poll = await OpenAsync(new PollRules(PollKind.Quiz, Right: 1, Hidden: true));
        await using var ada = await JoinAsync(Ada);
        await ada.AskAsync("CastVote", _talk.Id, CommandId.New(), poll, 1);

        (await NextAsync(ada, "counts")).TryGetProperty("tally", out _).ShouldBeFalse();
        (await SeenAsync(Ada)).ShouldBe(("null", "null"));
        (await SeenAsync(Host)).ShouldBe(("[0,1,0]", "1"));
        await _talk.AskAsync(new ClosePoll(poll), Host);
        (await SeenAsync(Ada)).ShouldBe(("null", "null"));

        await _talk.AskAsync(new RevealPoll(poll), Host);
        (await SeenAsync(Bounmy)).ShouldBe(("[0,1,0]", "1"));
    }

    [Fact]
    public async Task What_was_written_is_seen_by_moderators_and_in_groups_by_everybody()
    {
        var poll = await OpenAsync(new PollRules(PollKind.Text));
        await using var studio = await JoinAsync(Host);
        await using var ada = await JoinAsync(Ada);
        await ada.AskAsync("CastVote", _talk.Id, CommandId.New(), poll, "Pakse");
        (await NextAsync(studio, "counts")).GetProperty("answers")[0].GetProperty("text").GetString().ShouldBe("Pakse");
        (await NextAsync(ada, "counts")).TryGetProperty("answers", out _).ShouldBeFalse();

        await studio.AskAsync("SortAnswer", _talk.Id, CommandId.New(), poll, "Pakse", "South");
        await studio.AskAsync("RenameAnswers", _talk.Id, CommandId.New(), poll, "South", "The south");

        JsonElement shown;
        do
            shown = await NextAsync(ada, "polls");
        while (shown.GetProperty("options")[0].GetString() != "The south");
        shown.GetProperty("tally").GetRawText().ShouldBe("[1]");
        shown.TryGetProperty("answers", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task A_draft_that_is_thrown_away_leaves_the_desk()
    {
        await using var studio = await JoinAsync(Host);
        await using var ada = await JoinAsync(Ada);
        var poll = PollId.New();
        await studio.AskAsync("CreatePoll", _talk.Id, CommandId.New(), poll, "Well?", Options, new { kind = "ranking", hidden = true });
        await studio.AskAsync("EditPoll", _talk.Id, CommandId.New(), poll, "Well, well?", Options, null);
        await studio.AskAsync("DeletePoll", _talk.Id, CommandId.New(), poll);

        JsonElement patch;
        do
            patch = await studio.NextAsync("patch");
        while (!patch.TryGetProperty("removedPolls", out _));
        patch.GetProperty("removedPolls")[0].GetString().ShouldBe(poll.ToString());
        (await RoomAsync(Ada)).GetProperty("polls").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task A_vote_of_no_shape_is_refused_and_changes_nothing()
    {
        var poll = await OpenAsync(PollRules.Single);
        await using var ada = await _host.ConnectAsync(Ada);
        foreach (var vote in new object?[] { null, true, 1.5, new { option = 1 }, new object[] { 1, "2" }, Enumerable.Range(0, 11).ToArray(), "words", new[] { 0, 1 } })
            await Should.ThrowAsync<HubRefusedException>(() => ada.AskAsync("CastVote", _talk.Id, CommandId.New(), poll, vote));

        _talk.State.Polls.Find(poll)!.Voters.ShouldBe(0);
    }

    [Fact]
    public async Task A_host_keeps_templates_of_her_own_for_all_talks()
    {
        var host = new Actor(PersonId.New(), "Noy", Role.Host);
        using var http = _host.Http(host);
        using var kept = await http.PostAsJsonAsync("/api/poll-templates", new { text = " Clear? ", options = Options, rules = new { kind = "rating", seconds = 60 } });
        kept.StatusCode.ShouldBe(HttpStatusCode.Created);

        var mine = await http.GetFromJsonAsync<JsonElement>("/api/poll-templates");
        mine[0].GetProperty("text").GetString().ShouldBe("Clear?");
        mine[0].GetProperty("rules").GetProperty("kind").GetString().ShouldBe("rating");

        using var other = _host.Http(Host);
        (await other.GetFromJsonAsync<JsonElement>("/api/poll-templates")).GetArrayLength().ShouldBe(0);
        using var foreign = await other.DeleteAsync($"/api/poll-templates/{mine[0].GetProperty("id").GetGuid()}");
        (await http.GetFromJsonAsync<JsonElement>("/api/poll-templates")).GetArrayLength().ShouldBe(1, "nobody deletes another's");
        using var gone = await http.DeleteAsync($"/api/poll-templates/{mine[0].GetProperty("id").GetGuid()}");
        (await http.GetFromJsonAsync<JsonElement>("/api/poll-templates")).GetArrayLength().ShouldBe(0);

        using var attendee = _host.Http(Ada);
        (await attendee.GetAsync("/api/poll-templates")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("text/plain")]
    [InlineData("application/json")]
    public async Task A_template_that_cannot_be_read_is_refused_as_the_askers_mistake(string? type)
    {
        using var http = _host.Http(Host);
        using var content = new ByteArrayContent("{\"text\":"u8.ToArray());
        content.Headers.ContentType = type is null ? null : new(type);

        using var answer = await http.PostAsync("/api/poll-templates", content);

        ((int)answer.StatusCode).ShouldBeInRange(400, 499);
    }

    private async Task<PollId> OpenAsync(PollRules rules)
    {
        var poll = PollId.New();
        await _talk.AskAsync(new CreatePoll(poll, "What worries you?", Options, rules), Host);
        await _talk.AskAsync(new OpenPoll(poll), Host);
        return poll;
    }

    private async Task<HubConnection> JoinAsync(Actor actor)
    {
        var hub = await _host.ConnectAsync(actor);
        await hub.AskAsync("Join", _talk.Id);
        return hub;
    }

    /// <summary>The first poll in the next patch that tells of any in this way.</summary>
    private static async Task<JsonElement> NextAsync(HubConnection hub, string part)
    {
        while (true)
        {
            if ((await hub.NextAsync("patch")).TryGetProperty(part, out var polls))
                return polls[0];
        }
    }

    private async Task<JsonElement> RoomAsync(Actor viewer)
    {
        using var http = _host.Http(viewer);
        return await http.GetFromJsonAsync<JsonElement>($"/api/talks/{_talk.Id}/room");
    }

    private async Task<(string Tally, string Right)> SeenAsync(Actor viewer)
    {
        var poll = (await RoomAsync(viewer)).GetProperty("polls")[0];
        return (poll.GetProperty("tally").GetRawText(), poll.GetProperty("rules").GetProperty("right").GetRawText());
    }

    private async Task<string> PostAsync(Actor actor, params (string Key, string Value)[] fields)
    {
        using var http = _host.Http(actor);
        using var form = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Key, field.Value)));
        using var answer = await http.PostAsync($"/api/talks/{_talk.Id}/forms/vote", form);
        answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        return answer.Headers.Location!.ToString();
    }
}
