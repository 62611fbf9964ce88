using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using TalksPlatform.Broadcast.Hubs;
using TalksPlatform.Broadcast.Media.Guard;
using TalksPlatform.Broadcast.Media.Outputs.AsRun;
using TalksPlatform.Broadcast.Stage;
using TalksPlatform.Broadcast.Talks;
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
    public void Dead_air_and_what_went_out_in_its_place_are_told()
    {
        var ok = new GuardView(GuardState.Ok, null, null, null, 0, null);
        var bed = new GuardView(GuardState.Filling, GuardCause.Silence, FallbackKind.Bed, "Calm bed", 10, null);
        var ident = bed with { Playing = FallbackKind.Ident, Sound = "Three bells", SilentSeconds = 40 };

        AsRunDiff.Between(null, ok).ShouldBeEmpty();
        AsRunDiff.Between(ok, bed).ShouldBe([("dead-air", null, "silence"), ("fallback.on", "Calm bed", "bed")]);
        AsRunDiff.Between(bed, bed with { SilentSeconds = 11 }).ShouldBeEmpty();
        AsRunDiff.Between(bed, ident).ShouldBe([("fallback.off", "Calm bed", "bed"), ("fallback.on", "Three bells", "ident")]);
        AsRunDiff.Between(ident, ok).ShouldBe([("dead-air.over", null, "silence"), ("fallback.off", "Three bells", "ident")]);
    }

    [Fact]
    public void What_the_disk_refused_is_written_later_with_the_time_at_which_it_happened()
    {
        var time = new ManualTime();
        var (book, talk) = (new AsRunBook(new DataFolder(_folder)), new TalkId(Guid.NewGuid()));
        var page = new AsRunPage(book, talk, time, NullLogger.Instance);
        var way = Path.Combine(_folder, "as-run");
        page.Add([("cue", "Tea", null)]);
        Directory.Move(way, way + ".away");
        File.WriteAllText(way, "no folder");
        time.Advance(TimeSpan.FromSeconds(5));
        var happened = time.GetUtcNow();
        page.Add([("cue", "Coffee", null)]);
        page.Add([("voice.on", "Ada", "speaker")]);

        File.Delete(way);
        Directory.Move(way + ".away", way);
        time.Advance(TimeSpan.FromSeconds(5));
        page.Add([]);

        book.Read(talk).Select(line => $"{line.What} {line.Name}").ShouldBe(["cue Tea", "cue Coffee", "voice.on Ada"]);
        book.Read(talk)[1].At.ShouldBe(happened, tolerance: TimeSpan.FromSeconds(0.1));
    }

    [Fact]
    public async Task After_a_restart_it_begins_with_all_that_is_on_air()
    {
        TalkId talk;
        await using (var studio = await StudioHost.StartAsync(postgres.Options, _folder))
        {
            var session = await studio.OpenTalkAsync("restart");
            talk = session.Id;
            await session.AskAsync(new PutOnAir(ContributionId.New(), "Ada", VoiceKind.Speaker), _host, CommandId.New());
            await session.AskAsync(new GoLive(), _host, CommandId.New());
            await Eventually.BecomesAsync(() => Told(studio, talk).Contains("voice.on Ada"), "she is told of");
        }

        await using var again = await StudioHost.StartAsync(postgres.Options, _folder);
        await Eventually.BecomesAsync(() => Told(again, talk).Contains("resumed"), "it goes on");
        await Eventually.BecomesAsync(() => Told(again, talk).SkipWhile(line => line != "resumed").Contains("voice.on Ada", StringComparer.Ordinal), "and tells who is on air");
        Told(again, talk).Count(line => line.StartsWith("on-air", StringComparison.Ordinal)).ShouldBe(1);
        await (await again.Get<TalkDirectory>().FindAsync(talk, CancellationToken.None)).AskAsync(new EndTalk(), _host, CommandId.New());

        static string[] Told(StudioHost studio, TalkId talk) => [.. studio.Get<AsRunBook>().Read(talk).Select(line => $"{line.What} {line.Name}".TrimEnd())];
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
