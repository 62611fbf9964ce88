using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Processes;
using TalksPlatform.Server.Tests.Kit;
using TalksPlatform.TestKit;

namespace TalksPlatform.Server.Tests;

/// <summary>Slides and handouts as they travel over HTTP: who may send them, and who gets to see them when.</summary>
public sealed class StageTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task The_audience_gets_a_slide_once_it_is_shown_and_not_a_moment_earlier()
    {
        using var host = await server.AdministratorAsync();
        var talk = await OpenTalkAsync(host);
        var sent = await host.SendFormAsync($"/api/talks/{talk}/slides", await PictureAsync("red"), "slides.png");
        var deck = (await sent.JsonAsync()).Text("id");
        await Eventually.BecomesAsync(
            async () => (await (await host.GetAsync($"/api/talks/{talk}/slides")).JsonAsync())[0].Text("state") == "ready", "the slide is drawn", TimeSpan.FromSeconds(30));
        var room = await (await host.GetAsync($"/api/talks/{talk}/room")).JsonAsync();
        var slide = room.GetProperty("plan").GetProperty("slides")[0];
        var picture = slide.GetProperty("large").Text("url");

        using var stranger = server.Stranger();
        (await stranger.GetAsync(picture)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await host.GetAsync(picture)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await (await stranger.GetAsync($"/api/talks/{talk}/room")).JsonAsync()).GetProperty("stage").GetProperty("slide").ValueKind.ShouldBe(JsonValueKind.Null);

        await using var desk = await VoteStorm.ConnectAsync(server.Server.Address, await server.AdministratorTokenAsync());
        await using var listener = await VoteStorm.ConnectAsync(
            server.Server.Address, (await stranger.PostedAsync("/api/attendees", new { })).Text("token"));
        await listener.AskAsync("Join", talk);
        await desk.AskAsync("ShowSlide", talk, CommandId.New(), slide.Text("id"));
        var told = await listener.NextAsync("patch");
        told.GetProperty("stage").GetProperty("slide").GetProperty("large").Text("url").ShouldBe(picture);
        told.TryGetProperty("plan", out _).ShouldBeFalse();

        using var shown = await stranger.GetAsync(picture);
        shown.StatusCode.ShouldBe(HttpStatusCode.OK);
        shown.Content.Headers.ContentType!.MediaType.ShouldBe("image/webp");
        shown.Headers.CacheControl!.ToString().ShouldContain("immutable");
        (await shown.Content.ReadAsByteArrayAsync()).Length.ShouldBe(slide.GetProperty("large").GetProperty("bytes").GetInt32());
        (await (await host.PostAsync($"/api/talks/{talk}/slides/{deck}/remove", with: AsProgram)).CodeAsync()).ShouldBe("slides.on-stage");
        (await stranger.GetAsync($"/slides/{talk}/..%2F..%2Fkeys")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Slides_are_the_talks_own_peoples_to_send()
    {
        using var host = await server.AdministratorAsync();
        var (mine, other) = (await server.PlanTalkAsync(), await server.PlanTalkAsync());
        var speaker = await host.PostedAsync($"/api/talks/{mine}/speakers", new { name = "Dr Vatthana" });
        using var vatthana = server.Bearing(speaker.Text("token"));
        using var attendee = server.Bearing((await server.Stranger().PostedAsync("/api/attendees", new { })).Text("token"));
        var picture = await PictureAsync("blue");

        await Eventually.BecomesAsync(async () => (await host.GetAsync($"/api/talks/{mine}/slides")).IsSuccessStatusCode, "the talk is announced");
        (await vatthana.SendFormAsync($"/api/talks/{mine}/slides", picture, "a.png")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await vatthana.SendFormAsync($"/api/talks/{other}/slides", picture, "a.png")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await attendee.SendFormAsync($"/api/talks/{mine}/slides", picture, "a.png")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await vatthana.SendFormAsync($"/api/talks/{mine}/handouts", picture, "a.png")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await (await host.SendFormAsync($"/api/talks/{mine}/slides", new byte[33 << 20], "big.pdf")).CodeAsync()).ShouldBe("slides.too-long");
    }

    [Fact]
    public async Task A_handout_is_a_download_of_the_kind_that_it_is_and_can_be_taken_back()
    {
        using var host = await server.AdministratorAsync();
        using var stranger = server.Stranger();
        var talk = await server.PlanTalkAsync();
        await Eventually.BecomesAsync(async () => (await host.GetAsync($"/api/talks/{talk}/slides")).IsSuccessStatusCode, "the talk is announced");

        var sent = await host.SendFormAsync($"/api/talks/{talk}/handouts", Docx(), "evil.html", ("title", "ແບບຟອມ 1"), ("language", "lo"));
        sent.StatusCode.ShouldBe(HttpStatusCode.OK);
        var handout = (await (await stranger.GetAsync($"/api/talks/{talk}/handouts")).JsonAsync())[0];
        handout.ShouldSatisfyAllConditions(
            it => it.Text("title").ShouldBe("ແບບຟອມ 1"), it => it.Text("type").ShouldBe("docx"), it => it.Text("language").ShouldBe("lo"));

        using var file = await stranger.GetAsync(handout.Text("url"));
        file.Content.Headers.ContentType!.MediaType.ShouldBe("application/vnd.openxmlformats-officedocument.wordprocessingml.document");
        file.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        file.Content.Headers.ContentDisposition.FileNameStar.ShouldBe("ແບບຟອມ 1.docx");
        file.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        (await file.Content.ReadAsByteArrayAsync()).ShouldBe(Docx());

        (await host.PostAsync($"/api/talks/{talk}/handouts/{handout.Text("id")}/remove", with: AsProgram)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await stranger.GetAsync(handout.Text("url"))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Taking_back_a_handout_that_there_is_not_is_no_failure()
    {
        using var host = await server.AdministratorAsync();
        var talk = await server.PlanTalkAsync();
        await Eventually.BecomesAsync(async () => (await host.GetAsync($"/api/talks/{talk}/slides")).IsSuccessStatusCode, "the talk is announced");

        using var answer = await host.PostAsync($"/api/talks/{talk}/handouts/{HandoutId.New()}/remove", with: AsProgram);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("<html><script>alert(1)</script></html>", "page.txt")]
    [InlineData("MZ\0\0\u0001\u0002", "program.pdf")]
    [InlineData("GIF89a\0\u0001", "picture.png")]
    public async Task A_handout_that_is_none_of_the_kinds_is_refused(string content, string name)
    {
        using var host = await server.AdministratorAsync();
        var talk = await server.PlanTalkAsync();
        await Eventually.BecomesAsync(async () => (await host.GetAsync($"/api/talks/{talk}/slides")).IsSuccessStatusCode, "the talk is announced");

        (await (await host.SendFormAsync($"/api/talks/{talk}/handouts", Encoding.UTF8.GetBytes(content), name)).CodeAsync()).ShouldBe("handouts.type");
        (await (await host.SendFormAsync($"/api/talks/{talk}/handouts", Docx("word/vbaProject.bin"), name)).CodeAsync()).ShouldBe("handouts.type");
    }

    [Fact]
    public async Task A_rundown_is_written_line_by_line_by_a_form_without_script()
    {
        using var host = await server.AdministratorAsync();
        var talk = await OpenTalkAsync(host);

        using var form = new FormUrlEncodedContent(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["cues"] = "0 Opening\r\n- Thank the station\r\n15 Three papers, one visit\r\n",
            ["people"] = "Somphone Vongsa, Vientiane trade office\r\nNoy\r\n",
        });
        using var answer = await host.PostAsync($"/api/talks/{talk}/plan", form);
        answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        answer.Headers.Location!.ToString().ShouldEndWith("/plan?done=plan#plan");

        var room = await (await host.GetAsync($"/api/talks/{talk}/room")).JsonAsync();
        var cues = room.GetProperty("plan").GetProperty("cues");
        cues[0].ShouldSatisfyAllConditions(cue => cue.Text("title").ShouldBe("Opening"), cue => cue.Text("notes").ShouldBe("Thank the station"));
        cues[1].ShouldSatisfyAllConditions(cue => cue.Text("title").ShouldBe("Three papers, one visit"), cue => cue.GetProperty("minute").GetInt32().ShouldBe(15));
        room.GetProperty("stage").GetProperty("people")[0].Text("about").ShouldBe("Vientiane trade office");

        using var tooMuch = new FormUrlEncodedContent(new Dictionary<string, string>(StringComparer.Ordinal) { ["cues"] = new string('x', 121) });
        using var refused = await host.PostAsync($"/api/talks/{talk}/plan", tooMuch);
        refused.Headers.Location!.ToString().ShouldContain("fault=plan.too-long");
    }

    [Fact]
    public async Task A_rundown_that_is_too_long_stands_on_its_page_as_it_was_typed_and_what_was_there_is_kept()
    {
        const string Long = "0 Opening\n- A long note\n15 ";
        using var host = await server.AdministratorAsync();
        var talk = await OpenTalkAsync(host);
        var page = $"/studio/{(await (await host.GetAsync($"/api/episodes/{talk.Episode}")).JsonAsync()).Text("slug")}/plan";
        using var producer = new SettingsBrowser(host, "");

        (await producer.SendAsync(page, "", ("cues", "0 Welcome"), ("people", "Noy"))).ShouldContain("0 Welcome\n</textarea>");
        var (status, code, shown) = await producer.RefusedAsync(page, "", ("cues", Long + new string('x', 121)), ("people", "Mali, a tailor"));

        (status, code).ShouldBe((HttpStatusCode.BadRequest, "plan.too-long"));
        shown.ShouldContain($"{Long}{new string('x', 121)}</textarea>");
        shown.ShouldContain("Mali, a tailor</textarea>");
        (await producer.ReadAsync(page)).ShouldContain("0 Welcome\n</textarea>");
    }

    private static async Task<TalkId> OpenTalkAsync(TestClient host)
    {
        var series = await host.PostedAsync("/api/series", new { title = $"Market Talk {Guid.CreateVersion7()}", zone = "Asia/Vientiane" });
        var startsAt = TimeProvider.System.GetUtcNow().AddHours(7).AddMinutes(10).ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture);
        var episode = await host.PostedAsync($"/api/series/{series.Text("id")}/episodes", new { title = "Exporting coffee", startsAt, durationMinutes = 60 });
        TalkId.TryParse(episode.Text("talkId"), out var talk).ShouldBeTrue();
        await Eventually.BecomesAsync(
            async () => await host.GetAsync($"/api/talks/{talk}/room") is { IsSuccessStatusCode: true } room && (await room.JsonAsync()).Text("phase") == "greenRoom",
            "the green room is open",
            TimeSpan.FromSeconds(30));
        return talk;
    }

    private static void AsProgram(HttpRequestMessage request) => request.Headers.Accept.ParseAdd("application/json");

    private static async Task<byte[]> PictureAsync(string colour)
    {
        var path = Path.Combine(Path.GetTempPath(), $"talks-{Guid.CreateVersion7():N}.png");
        await ChildProcess.RunAsync(
            new ChildCommand("ffmpeg", "-v", "error", "-f", "lavfi", "-i", $"color={colour}:s=640x360", "-frames:v", "1", path), CancellationToken.None);
        var picture = await File.ReadAllBytesAsync(path);
        File.Delete(path);
        return picture;
    }

    private static byte[] Docx(string? also = null)
    {
        using var content = new MemoryStream();
        using (var zip = new ZipArchive(content, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var name in (IEnumerable<string>)["[Content_Types].xml", "word/document.xml", .. also is null ? [] : (string[])[also]])
                zip.CreateEntry(name).LastWriteTime = new DateTimeOffset(2026, 11, 26, 12, 0, 0, TimeSpan.Zero);
        }
        return content.ToArray();
    }
}

/// <summary>Forms with files.</summary>
internal static class Forms
{
    public static async Task<HttpResponseMessage> SendFormAsync(
        this TestClient client, string path, byte[] file, string name, params (string Name, string Value)[] fields)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(file), "file", name } };
        foreach (var (field, value) in fields)
            form.Add(new StringContent(value), field);
        return await client.PostAsync(path, form, request => request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json")));
    }

    public static async Task<JsonElement> JsonAsync(this HttpResponseMessage response)
    {
        await using var body = await response.Content.ReadAsStreamAsync();
        return (await JsonDocument.ParseAsync(body)).RootElement;
    }
}
