using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using TalksPlatform.Contracts;
using TalksPlatform.Server.Tests.Kit;

namespace TalksPlatform.Server.Tests;

/// <summary>A producer and a host set a series up, by forms alone: where its sound goes, what is played, who may call, who is told.</summary>
public sealed class SettingsTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task A_station_is_set_up_mended_switched_off_and_removed()
    {
        var (series, talk) = await server.FoundSeriesAsync();
        using var producer = await AtAsync(series, "producer");
        var fields = new[] { ("form", "station"), ("kind", "station"), ("talk", talk.ToString()), ("name", "Radio <Champasak>"), ("user", "talks"), ("password", "hush-hush") };

        var (status, code, page) = await producer.RefusedAsync("outputs", "Add", [.. fields, ("uri", "not a station"), ("codec", "g722")]);
        (status, code).ShouldBe((HttpStatusCode.BadRequest, "output.address"));
        page.ShouldContain("value=\"Radio <Champasak>\"", customMessage: "what was typed stays");
        page.ShouldContain("value=\"not a station\"");
        page.ShouldMatch("value=\"g722\" selected");
        page.ShouldNotContain("hush-hush");

        page = await producer.SendAsync("outputs", "Add", [.. fields, ("uri", "sip:studio@champasak.example"), ("codec", "g722")]);
        page.ShouldContain("sip:studio@champasak.example");
        page.ShouldNotContain("hush-hush");
        var station = (await OutputsAsync(talk)).Single();
        (station.Text("codec"), station.GetProperty("hasPassword").GetBoolean(), station.GetProperty("enabled").GetBoolean()).ShouldBe(("g722", true, true));

        var id = station.Text("id");
        (string, string)[] edited = [("form", $"o{id}"), ("kind", "station"), ("talk", talk.ToString()), ("output", id), ("name", "Pakse"), ("mode", "call")];
        await producer.SendAsync("outputs", "Edit", [.. edited, ("uri", "sip:studio@champasak.example")]);
        (await OutputsAsync(talk)).Single().GetProperty("hasPassword").GetBoolean().ShouldBeTrue("its address is the same");
        await producer.SendAsync("outputs", "Edit", [.. edited, ("uri", "sip:studio@pakse.example"), ("password", "pakse-too")]);
        station = (await OutputsAsync(talk)).Single();
        (station.Text("name"), station.Text("target"), station.GetProperty("hasPassword").GetBoolean()).ShouldBe(("Pakse", "sip:studio@pakse.example", true));

        await producer.SendAsync("outputs", "Switch", ("talk", talk.ToString()), ("output", id), ("enabled", "false"));
        (await OutputsAsync(talk)).Single().GetProperty("enabled").GetBoolean().ShouldBeFalse();
        await producer.SendAsync("outputs", "Switch", ("talk", talk.ToString()), ("output", id), ("enabled", "true"));
        (await OutputsAsync(talk)).Single().GetProperty("enabled").GetBoolean().ShouldBeTrue();

        (await producer.RefusedAsync("outputs", "Test", ("talk", talk.ToString()), ("output", id))).Code.ShouldBe("talk.no-studio");
        await producer.SendAsync("outputs", "Remove", ("talk", talk.ToString()), ("output", id));
        (await OutputsAsync(talk)).ShouldBeEmpty();
        (await producer.RefusedAsync("outputs", "Remove", ("talk", talk.ToString()), ("output", id))).Code.ShouldBe("output.unknown");
    }

    [Fact]
    public async Task A_stream_key_is_never_shown_and_stays_until_another_is_given()
    {
        var (series, talk) = await server.FoundSeriesAsync();
        using var producer = await AtAsync(series, "producer");
        var fields = new[] { ("form", "rtmp"), ("kind", "rtmp"), ("talk", talk.ToString()), ("name", "Page"), ("key", "live-4711-key") };

        var (_, code, page) = await producer.RefusedAsync("outputs", "Add", [.. fields, ("url", "https://live.example/app")]);
        code.ShouldBe("output.address");
        page.ShouldContain("value=\"https://live.example/app\"");
        page.ShouldNotContain("live-4711-key");

        (await producer.SendAsync("outputs", "Add", [.. fields, ("url", "rtmps://live.example/app"), ("backup", "rtmps://b.live.example/app")])).ShouldNotContain("live-4711-key");
        var id = (await OutputsAsync(talk)).Single().Text("id");
        await producer.SendAsync("outputs", "Edit", ("kind", "rtmp"), ("talk", talk.ToString()), ("output", id), ("name", "Our page"), ("url", "rtmps://live.example/app"));
        var platform = (await OutputsAsync(talk)).Single();
        (platform.Text("name"), platform.GetProperty("hasPassword").GetBoolean(), platform.GetProperty("backup").ValueKind).ShouldBe(("Our page", true, JsonValueKind.Null));
    }

    [Fact]
    public async Task A_stream_key_goes_to_no_other_address_than_the_one_it_was_entered_for()
    {
        var (series, talk) = await server.FoundSeriesAsync();
        using var producer = await AtAsync(series, "producer");
        await producer.SendAsync("outputs", "Add",
            ("form", "rtmp"), ("kind", "rtmp"), ("talk", talk.ToString()), ("name", "Page"), ("key", "live-4711-key"), ("url", "rtmps://live.example/app"));
        var before = (await OutputsAsync(talk)).Single();
        var id = before.Text("id");
        (string, string)[] edited = [("form", $"edit-{Guid.Parse(id):N}"), ("kind", "rtmp"), ("talk", talk.ToString()), ("output", id), ("name", "Page")];
        var (other, plain, second) = ("rtmps://mine.example/app", "rtmp://live.example/app", "rtmps://live.example/app");

        foreach (var (url, backup) in new[] { (other, ""), (plain, ""), (second, other) })
        {
            var (status, code, page) = await producer.RefusedAsync("outputs", "Edit", [.. edited, ("url", url), ("backup", backup)]);
            (status, code).ShouldBe((HttpStatusCode.Conflict, "output.key-again"));
            page.ShouldMatch("name=\"key\"[^>]*aria-invalid=\"true\"");
            page.ShouldContain(backup == "" ? url : backup, customMessage: "what was typed stays");
        }
        (await OutputsAsync(talk)).Single().ToString().ShouldBe(before.ToString());

        await producer.SendAsync("outputs", "Edit", [.. edited, ("url", other), ("key", "mine-0815-key")]);
        (await OutputsAsync(talk)).Single().Text("target").ShouldBe(other);
    }

    [Fact]
    public async Task The_next_talk_takes_over_what_the_last_one_had_and_never_what_is_of_another_series()
    {
        var (series, talk) = await server.FoundSeriesAsync();
        var (other, otherTalk) = await server.FoundSeriesAsync();
        using var administrator = await server.AdministratorAsync();
        var next = (await administrator.PostedAsync($"/api/series/{series}/episodes", TeamKit.Episode("2031-12-03T19:00:00"))).Text("talkId");
        TalkId.TryParse(next, out var nextTalk).ShouldBeTrue();
        using var producer = await AtAsync(series, "producer");
        await producer.SendAsync("outputs", "Add",
            ("form", "icecast"), ("kind", "icecast"), ("talk", talk.ToString()), ("url", "http://radio.example:8000"), ("mount", "/talk.opus"), ("format", "opus"), ("leg", "web"), ("password", "hush-hush"));

        await producer.SendAsync("outputs", "TakeOver", ("talk", next), ("from", talk.ToString()));

        var taken = (await OutputsAsync(nextTalk)).Single();
        (taken.Text("target"), taken.Text("format"), taken.Text("leg"), taken.GetProperty("hasPassword").GetBoolean())
            .ShouldBe(("http://radio.example:8000/talk.opus", "opus", "web", true));
        taken.Text("id").ShouldNotBe((await OutputsAsync(talk)).Single().Text("id"), StringComparer.Ordinal);
        (await producer.RefusedAsync("outputs", "Add", ("kind", "station"), ("talk", otherTalk.ToString()), ("uri", "sip:a@b.example"))).Status.ShouldBe(HttpStatusCode.NotFound);
        (await producer.RefusedAsync("outputs", "TakeOver", ("talk", next), ("from", otherTalk.ToString()))).Status.ShouldBe(HttpStatusCode.NotFound);
        using var neighbour = await AtAsync(other, "producer");
        (await neighbour.ReadAsync("outputs")).ShouldNotContain("radio.example:8000/");
    }

    [Fact]
    public async Task A_host_sets_what_the_telephone_does_and_what_she_typed_wrong_stays()
    {
        var (series, _) = await server.FoundSeriesAsync();
        using var host = await AtAsync(series, "host");
        var number = $"+85621{Random.Shared.Next(100_000, 999_999)}";
        var fields = new[] { ("form", "line"), ("languages", "lo"), ("languages", "en"), ("callsBack", "yes"), ("callsADay", "40"), ("minutesADay", "120") };

        var (status, code, page) = await host.RefusedAsync("phone", "", [.. fields, ("numbers", $"{number}\nnine"), ("prefixes", "+85620")]);
        (status, code).ShouldBe((HttpStatusCode.BadRequest, "phone.number-wrong"));
        page.ShouldContain($"{number}\nnine");
        page.ShouldMatch("value=\"lo\" checked");
        (await host.RefusedAsync("phone", "", [.. fields, ("numbers", number), ("prefixes", "")])).Code.ShouldBe("phone.prefix-wrong");
        (await host.RefusedAsync("phone", "", ("form", "line"), ("callsADay", "many"))).Code.ShouldBe("phone.budget-wrong");

        page = await host.SendAsync("phone", "", [.. fields, ("numbers", number), ("prefixes", "+85620, +85630")]);
        page.ShouldContain(number[1..]);
        page.ShouldContain("85620\n85630");
        page.ShouldContain("value=\"120\"");
        page.ShouldMatch("value=\"en\" checked");
    }

    [Fact]
    public async Task A_sound_is_sent_listened_to_named_and_removed()
    {
        var (series, _) = await server.FoundSeriesAsync();
        using var producer = await AtAsync(series, "producer");

        (await producer.RefusedFileAsync("sounds", "Add", "no sound at all"u8.ToArray(), ("form", "add"), ("kind", "bed"), ("name", "Khene"))).ShouldSatisfyAllConditions(
            refused => refused.Code.ShouldBe("sound.type"),
            refused => refused.Page.ShouldContain("value=\"Khene\""),
            refused => refused.Page.ShouldMatch("value=\"bed\" selected"));

        var page = await producer.SendFileAsync("sounds", "Add", SettingsBrowser.Tone(), ("form", "add"), ("kind", "bed"), ("name", "Khene"));
        var sound = Regex.Match(page, "name=\"sound\" value=\"([^\"]+)\"").Groups[1].Value;
        using var administrator = await server.AdministratorAsync();
        foreach (var heard in new[] { $"/api/series/{series}/sounds/{sound}", Regex.Match(page, "/api/series/[^\"]+/sounds/[^\"]+").Value })
        {
            using var played = await administrator.GetAsync(heard);
            (played.StatusCode, played.Content.Headers.ContentType?.MediaType).ShouldBe((HttpStatusCode.OK, "audio/wav"));
            (await played.Content.ReadAsByteArrayAsync()).Length.ShouldBeGreaterThan(90_000);
        }

        var (_, code, refusedPage) = await producer.RefusedAsync("sounds", "Edit", ("form", $"edit-{sound}"), ("sound", sound), ("name", "Khene 2"), ("kind", "clip"), ("gain", "loud"));
        code.ShouldBe("strip.gain-wrong");
        refusedPage.ShouldContain("value=\"loud\"");
        page = await producer.SendAsync("sounds", "Edit", ("form", "e"), ("sound", sound), ("name", "Khene 2"), ("kind", "clip"), ("gain", "-3,5"));
        page.ShouldContain("Khene 2");
        page.ShouldContain("−3.5 dB");
        (await producer.SendAsync("sounds", "Remove", ("sound", sound))).ShouldNotContain("Khene");
        (await producer.RefusedAsync("sounds", "Remove", ("sound", sound))).Code.ShouldBe("sound.unknown");
    }

    [Fact]
    public async Task A_secret_is_shown_once()
    {
        var (series, _) = await server.FoundSeriesAsync();
        using var host = await AtAsync(series, "host");

        var (_, code, page) = await host.RefusedAsync("alarms", "Add", ("form", "add"), ("url", "http://10.0.0.7/alarms"));
        code.ShouldBe("hook.private");
        page.ShouldContain("value=\"http://10.0.0.7/alarms\"");

        page = await host.AnsweredAsync("alarms", "Add", ("form", "add"), ("url", "https://alarms.example/t/0815"));
        var secret = Regex.Match(page, "class=\"code\">([^<]{20,})<").Groups[1].Value;
        secret.ShouldNotBeEmpty();
        page = await host.ReadAsync("alarms");
        page.ShouldContain("alarms.example");
        page.ShouldNotContain("0815");
        page.ShouldNotContain(secret);

        var hook = Regex.Match(page, "name=\"hook\" value=\"([^\"]+)\"").Groups[1].Value;
        await host.SendAsync("alarms", "Test", ("hook", hook));
        (await host.SendAsync("alarms", "Remove", ("hook", hook))).ShouldNotContain("alarms.example<");
    }

    [Fact]
    public async Task A_prompt_is_recorded_in_one_language_and_taken_away_again()
    {
        var (series, _) = await server.FoundSeriesAsync();
        using var producer = await AtAsync(series, "producer");
        (string, string)[] welcome = [("form", "welcome"), ("name", "welcome"), ("language", "lo")];

        (await producer.RefusedFileAsync("prompts", "Send", "no sound"u8.ToArray(), welcome)).Code.ShouldBe("prompt.unreadable");
        (await producer.RefusedAsync("prompts", "Send", ("name", "../../keys"), ("language", "lo"))).Code.ShouldBe("prompt.unknown");

        (await producer.SendFileAsync("prompts", "Send", SettingsBrowser.Tone(), welcome)).ShouldContain("handler=Remove");
        (await producer.ReadAsync("prompts?language=en")).ShouldNotContain("handler=Remove");
        (await producer.SendAsync("prompts", "Remove", welcome)).ShouldNotContain("handler=Remove");
    }

    [Fact]
    public async Task Everybody_sees_what_her_role_lets_her_set_and_nothing_of_other_series()
    {
        var (series, talk) = await server.FoundSeriesAsync();
        var (other, _) = await server.FoundSeriesAsync();
        using var producer = server.Bearing((await server.JoinTeamAsync(series, "producer")).Token);
        using var moderator = server.Bearing((await server.JoinTeamAsync(series, "moderator")).Token);

        foreach (var (page, status) in new[] { ("outputs", 200), ("sounds", 200), ("prompts", 200), ("phone", 403), ("alarms", 403) })
        {
            ((int)(await producer.BrowseAsync($"/studio/series/{series}/{page}")).StatusCode).ShouldBe(status, page);
            (await producer.BrowseAsync($"/studio/series/{other}/{page}")).StatusCode.ShouldBe(HttpStatusCode.Forbidden, page);
            (await moderator.BrowseAsync($"/studio/series/{series}/{page}")).StatusCode.ShouldBe(HttpStatusCode.Forbidden, page);
        }
        var shown = await (await producer.BrowseAsync("/studio")).Content.ReadAsStringAsync();
        shown.ShouldContain($"/studio/series/{series}/outputs");
        using var forged = await producer.PostAsync($"/studio/series/{series}/outputs?handler=Add", new FormUrlEncodedContent(
            [KeyValuePair.Create("kind", "station"), KeyValuePair.Create("talk", talk.ToString()), KeyValuePair.Create("uri", "sip:a@b.example")]));
        forged.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await OutputsAsync(talk)).ShouldBeEmpty();
    }

    private async Task<SettingsBrowser> AtAsync(string series, string role) =>
        new(server.Bearing((await server.JoinTeamAsync(series, role)).Token), series);

    private async Task<IReadOnlyList<JsonElement>> OutputsAsync(TalkId talk)
    {
        using var administrator = await server.AdministratorAsync();
        using var answer = await administrator.GetAsync($"/api/talks/{talk}/outputs");
        return [.. (await answer.Content.ReadFromJsonAsync<JsonElement>()).EnumerateArray()];
    }
}
