using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using TalksPlatform.Contracts;
using TalksPlatform.Server.Tests.Kit;
using TalksPlatform.TestKit;

namespace TalksPlatform.Server.Tests;

/// <summary>A producer prepares the polls of a talk before its doors open, by forms alone.</summary>
public sealed class PreparedPollsTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private const string Quiz = "Which papers <do> you need?";

    [Fact]
    public async Task A_poll_is_prepared_for_its_part_of_the_rundown_mended_and_thrown_away()
    {
        var (talk, page, producer) = await PlanAsync();
        using var browser = producer;
        var cue = (await RoomAsync(talk)).GetProperty("plan").GetProperty("cues")[1].Text("id");
        var poll = PollId.New().ToString();
        var fields = new[]
        {
            ("poll", poll), ("kind", "quiz"), ("text", Quiz), ("options", "Form 1\r\n\r\nForm 2\r\n"), ("cue", cue), ("seconds", "60"), ("hidden", "yes"),
        };

        var plan = await producer.SendAsync(page, "", [.. fields, ("right", "2")]);
        plan.ShouldContain(Quiz);
        plan.ShouldContain("<span>Three papers</span>");
        await producer.SendAsync(page, "", [.. fields, ("right", "2")]); // her network sent it twice
        var prepared = (await RoomAsync(talk)).GetProperty("polls").EnumerateArray().ShouldHaveSingleItem();
        (prepared.Text("state"), prepared.Text("cue")).ShouldBe(("draft", cue));
        prepared.GetProperty("options").GetRawText().ShouldBe("""["Form 1","Form 2"]""");
        var rules = prepared.GetProperty("rules");
        (rules.Text("kind"), rules.GetProperty("right").GetInt32(), rules.GetProperty("seconds").GetInt32(), rules.GetProperty("hidden").GetBoolean())
            .ShouldBe(("quiz", 1, 60, true));

        var again = await producer.ReadAsync($"{page}?poll={poll}");
        again.ShouldMatch("<option value=\"quiz\" selected=\"selected\">");
        again.ShouldMatch($"<option value=\"{cue}\" selected=\"selected\">");
        again.ShouldContain("name=\"right\" inputmode=\"numeric\" maxlength=\"2\" value=\"2\"");
        await producer.SendAsync(page, "", ("poll", poll), ("kind", "text"), ("text", "What is missing?"), ("cue", ""));
        prepared = (await RoomAsync(talk)).GetProperty("polls").EnumerateArray().ShouldHaveSingleItem();
        (prepared.Text("text"), prepared.TryGetProperty("cue", out _)).ShouldBe(("What is missing?", false));

        (await producer.SendAsync(page, "Delete", ("poll", poll))).ShouldNotContain("What is missing?");
        (await RoomAsync(talk)).GetProperty("polls").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task What_is_refused_stands_in_the_form_as_it_was_typed_and_makes_no_poll()
    {
        var (talk, page, producer) = await PlanAsync();
        using var browser = producer;
        var fields = new[] { ("poll", PollId.New().ToString()), ("kind", "quiz"), ("text", Quiz), ("options", "Form 1\nForm 2"), ("seconds", "90"), ("mayChange", "yes") };

        foreach (var (wrong, expected) in new[]
        {
            (("right", "3"), "poll.right-missing"), (("right", "two"), "poll.right-missing"), (("right", ""), "poll.right-missing"),
            (("cue", CueId.New().ToString()), "cue.unknown"),
        })
        {
            var (_, code, shown) = await producer.RefusedAsync(page, "", [.. fields, wrong]);
            code.ShouldBe(expected);
            shown.ShouldContain($"value=\"{Quiz}\"");
            shown.ShouldContain("Form 1\nForm 2</textarea>");
            shown.ShouldMatch("<option value=\"quiz\" selected=\"selected\">");
            shown.ShouldMatch("<option value=\"90\" selected=\"selected\">");
            shown.ShouldMatch("name=\"mayChange\" value=\"yes\" checked=\"checked\"");
        }
        (await producer.RefusedAsync(page, "", ("kind", "single"), ("text", "Well?"), ("options", "Yes"))).Code.ShouldBe("poll.options-wrong");
        (await RoomAsync(talk)).GetProperty("polls").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Each_kind_can_be_prepared_and_a_template_begins_the_next_poll()
    {
        var (talk, page, producer) = await PlanAsync();
        using var browser = producer;
        foreach (var kind in Enum.GetNames<PollKind>())
        {
            await producer.SendAsync(page, "", ("poll", PollId.New().ToString()), ("kind", kind.ToLowerInvariant()), ("text", $"{kind}?"),
                ("options", "One\nTwo\nThree"), ("right", "1"), ("most", "2"), ("template", kind == nameof(PollKind.Ranking) ? "yes" : ""));
        }

        var polls = (await RoomAsync(talk)).GetProperty("polls").EnumerateArray().ToList();
        polls.Select(poll => poll.GetProperty("rules").Text("kind")).ShouldBe(["single", "multiple", "rating", "text", "ranking", "quiz"]);
        polls[1].GetProperty("rules").GetProperty("most").GetInt32().ShouldBe(2);
        polls[3].GetProperty("options").GetArrayLength().ShouldBe(0);

        var template = Regex.Match(await producer.ReadAsync(page), "href=\"(\\?from=[^\"]+)\">Ranking\\?<").Groups[1].Value;
        var begun = await producer.ReadAsync(page + template);
        begun.ShouldContain("One\nTwo\nThree</textarea>");
        begun.ShouldMatch("<option value=\"ranking\" selected=\"selected\">");
    }

    [Fact]
    public async Task Whoever_may_not_produce_sees_no_prepared_poll()
    {
        var (_, page, producer) = await PlanAsync();
        producer.Dispose();
        using var attendee = server.Bearing((await server.Stranger().PostedAsync("/api/attendees", new { })).Text("token"));

        using var refused = await attendee.BrowseAsync(page);
        refused.IsSuccessStatusCode.ShouldBeFalse();
    }

    /// <summary>An announced talk with a rundown of two parts, and the form for its polls.</summary>
    private async Task<(TalkId Talk, string Page, SettingsBrowser Producer)> PlanAsync()
    {
        var talk = await server.PlanTalkAsync();
        var host = await server.AdministratorAsync();
        var episode = await (await host.GetAsync($"/api/episodes/{talk.Episode}")).JsonAsync();
        var page = $"/studio/{episode.Text("slug")}/polls";
        await Eventually.BecomesAsync(async () => (await host.GetAsync($"/api/talks/{talk}/slides")).IsSuccessStatusCode, "the talk is announced");
        using var cues = new FormUrlEncodedContent([KeyValuePair.Create("cues", "0 Opening\n15 Three papers")]);
        (await host.PostAsync($"/api/talks/{talk}/plan", cues)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        return (talk, page, new SettingsBrowser(host, ""));
    }

    private async Task<JsonElement> RoomAsync(TalkId talk)
    {
        using var host = await server.AdministratorAsync();
        return await (await host.GetAsync($"/api/talks/{talk}/room")).JsonAsync();
    }
}
