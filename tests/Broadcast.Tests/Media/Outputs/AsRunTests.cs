using System.Net.Http.Json;
using System.Text.Json;
using TalksPlatform.Broadcast.Hubs;
using TalksPlatform.Broadcast.Media.Outputs.AsRun;
using TalksPlatform.Broadcast.Stage;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation;
using TalksPlatform.TestKit;

namespace TalksPlatform.Broadcast.Tests.Media.Outputs;

/// <summary>What is written down of a talk on air.</summary>
public sealed class AsRunTests(StudioDatabase postgres) : IClassFixture<StudioDatabase>, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("as-run-").FullName;
    private readonly Actor _host = new(PersonId.New(), "Noy", Role.Host);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task It_tells_what_was_on_air_and_which_outputs_were_up()
    {
        await using var studio = await StudioHost.StartAsync(postgres.Options, _folder);
        var talk = await studio.OpenTalkAsync();
        using var http = studio.Http(_host);
        await http.PostAsJsonAsync($"/api/talks/{talk.Id}/outputs", new { kind = "icecast", name = "=Radio, \"one\"", url = "http://127.0.0.1:9", mount = "talk" });
        await talk.AskAsync(new PutOnAir(ContributionId.New(), "Ada", VoiceKind.Speaker), _host, CommandId.New());
        (await http.GetFromJsonAsync<JsonElement>($"/api/talks/{talk.Id}/as-run")).GetArrayLength().ShouldBe(0, "nothing is on air");

        await talk.AskAsync(new GoLive(), _host, CommandId.New());
        await Eventually.BecomesAsync(async () => (await WhatAsync()).Contains("output.up Recording"), "the recording is up");
        await Eventually.BecomesAsync(async () => (await WhatAsync()).Any(line => line.StartsWith("output.down =Radio", StringComparison.Ordinal)), "the radio is down");
        await talk.AskAsync(new EndTalk(), _host, CommandId.New());
        await Eventually.BecomesAsync(async () => (await WhatAsync()).Contains("off-air Tea"), "its end is told");

        var told = await WhatAsync();
        told[0].ShouldBe("on-air Tea");
        told[1].ShouldBe("voice.on Ada");
        var csv = await http.GetStringAsync($"/api/talks/{talk.Id}/as-run.csv");
        csv.ShouldContain("\"'=Radio, \"\"one\"\"\"", Case.Sensitive, "no spreadsheet takes a name for a formula");
        csv.Split("\r\n")[1].ShouldMatch(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\dZ,on-air,Tea,$");

        async Task<string[]> WhatAsync() => [.. (await http.GetFromJsonAsync<JsonElement>($"/api/talks/{talk.Id}/as-run")).EnumerateArray()
            .Select(line => $"{line.GetProperty("what")} {(line.TryGetProperty("name", out var name) ? name.GetString() : "")}".TrimEnd())];
    }

    [Fact]
    public void A_line_that_a_crash_tore_spoils_no_other()
    {
        var book = new AsRunBook(new DataFolder(_folder));
        var talk = new TalkId(Guid.NewGuid());
        var now = new DateTimeOffset(2026, 11, 22, 20, 15, 0, 349, TimeSpan.Zero);
        book.Write(talk, AsRunLine.Now(now, "cue", "ນ້ຳ"));
        var file = Directory.EnumerateFiles(Path.Combine(_folder, "as-run")).Single();
        File.AppendAllText(file, "{\"at\":\"2026-11-2");

        book.Write(talk, AsRunLine.Now(now, "cue", "Tea"));

        book.Read(talk).Select(line => line.Name).ShouldBe(["ນ້ຳ", "Tea"]);
        book.Read(talk)[0].At.Millisecond.ShouldBe(300);
    }
}
