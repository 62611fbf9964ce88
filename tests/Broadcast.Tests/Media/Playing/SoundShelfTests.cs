using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using TalksPlatform.Broadcast.Media;
using TalksPlatform.Broadcast.Media.Programme;
using TalksPlatform.Broadcast.Mix;
using TalksPlatform.Broadcast.Tests.Kit;
using TalksPlatform.Contracts;
using TalksPlatform.TestKit;
using TalksPlatform.TestKit.Peers;

namespace TalksPlatform.Broadcast.Tests.Media.Playing;

/// <summary>A series' shelf of sounds over HTTP, and what is played from it.</summary>
public sealed class SoundShelfTests(StudioDatabase postgres) : IClassFixture<StudioDatabase>, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sounds-").FullName;
    private readonly Actor _host = new(PersonId.New(), "Noy", Role.Host);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_sound_is_sent_listed_renamed_and_removed_and_every_shelf_has_a_bed_and_an_ident()
    {
        await using var studio = await StudioHost.StartAsync(postgres.Options, _folder);
        using var http = studio.Http(_host);
        var shelf = $"/api/series/{SeriesId.New()}/sounds";

        var sent = await JsonAsync(await SendAsync(http, shelf, Wav(2, -32), "clip", "  Applause "), HttpStatusCode.Created);
        sent.GetProperty("name").GetString().ShouldBe("Applause");
        sent.GetProperty("seconds").GetDouble().ShouldBe(2, tolerance: 0.01);
        sent.GetProperty("gainDb").GetDouble().ShouldBe(9, tolerance: 1.5, "a tone of -32 dBFS in two loudspeakers, brought to -23 LUFS");

        var list = await JsonAsync(await http.GetAsync(shelf), HttpStatusCode.OK);
        list.EnumerateArray().Select(sound => sound.GetProperty("kind").GetString()).ShouldBe(["bed", "ident", "clip"]);
        list.EnumerateArray().Select(sound => sound.GetProperty("builtIn").GetBoolean()).ShouldBe([true, true, false]);

        var own = $"{shelf}/{sent.GetProperty("id").GetString()}";
        var changed = await JsonAsync(await http.PutAsJsonAsync(own, new { name = "Khene", kind = "bed", gainDb = -3.04 }), HttpStatusCode.OK);
        changed.GetProperty("kind").GetString().ShouldBe("bed");
        changed.GetProperty("gainDb").GetDouble().ShouldBe(-3);
        (await http.PutAsJsonAsync(own, new { gainDb = 25 })).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await http.PutAsJsonAsync($"{shelf}/{list[0].GetProperty("id").GetString()}", new { name = "Mine" })).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await http.DeleteAsync($"/api/series/{SeriesId.New()}/sounds/{sent.GetProperty("id").GetString()}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        Directory.GetFiles(_folder, "*.wav", SearchOption.AllDirectories).Length.ShouldBe(1);
        (await http.DeleteAsync(own)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await http.DeleteAsync(own)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        Directory.GetFiles(_folder, "*.wav", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_no_sound_or_too_much_is_refused_and_leaves_nothing_behind()
    {
        await using var studio = await StudioHost.StartAsync(postgres.Options, _folder);
        using var http = studio.Http(_host);
        var shelf = $"/api/series/{SeriesId.New()}/sounds";

        (await RefusedAsync("#EXTM3U\n#EXTINF:1,\n/etc/hostname\n"u8.ToArray(), "clip")).ShouldContain("no sound in this file");
        (await RefusedAsync(new byte[4000], "clip")).ShouldContain("no sound in this file");
        (await RefusedAsync(Wav(0.05, -20), "clip")).ShouldContain("no sound in this file");
        (await RefusedAsync([], "clip")).ShouldContain("No file was sent");
        (await RefusedAsync(Wav(601, -20, rate: 8000), "clip")).ShouldContain("10 minutes at most");
        (await RefusedAsync(Wav(1, -20), "song")).ShouldContain("a bed, an ident or a clip");

        (await JsonAsync(await http.GetAsync(shelf), HttpStatusCode.OK)).GetArrayLength().ShouldBe(2);
        Directory.GetFiles(Path.Combine(_folder, "sounds"), "*", SearchOption.AllDirectories).ShouldBeEmpty();

        async Task<string> RefusedAsync(byte[] file, string kind)
        {
            var answer = await SendAsync(http, shelf, file, kind, "Thing");
            answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
            return await answer.Content.ReadAsStringAsync();
        }
    }

    [Fact]
    public async Task A_shelf_is_full_at_forty()
    {
        await using var studio = await StudioHost.StartAsync(postgres.Options, _folder);
        using var http = studio.Http(_host);
        var series = SeriesId.New();
        for (var i = 0; i < 40; i++)
            await studio.Get<SoundBook>().AddAsync(series, new ShelvedSound(Guid.NewGuid(), SoundKind.Clip, "One", 1, "", 0), CancellationToken.None);

        var answer = await SendAsync(http, $"/api/series/{series}/sounds", Wav(1, -20), "clip", "One more");
        answer.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        Directory.GetFiles(_folder, "*.wav", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_the_studio_plays_is_heard_in_the_programme_also_after_a_restart()
    {
        SoundId id;
        var play = default(PlaySound)!;
        await using (var studio = await StudioHost.StartAsync(postgres.Options, _folder))
        {
            var talk = await studio.OpenTalkAsync();
            using var http = studio.Http(_host);
            var sent = await JsonAsync(
                await SendAsync(http, $"/api/series/{talk.State.Card!.Series}/sounds", Wav(3, -20), "bed", "Tone"), HttpStatusCode.Created);
            SoundId.TryParse(sent.GetProperty("id").GetString()!, out id).ShouldBeTrue();
            var found = (await studio.Get<SoundBook>().FindAsync(talk.State.Card!.Series, id, CancellationToken.None))!;
            play = new PlaySound(id, found.Name, found.Kind, found.Seconds, found.GainDb);
            await talk.AskAsync(play, _host, CommandId.New());
            await HearsAsync(studio, talk.Id);
        }

        await using var again = await StudioHost.StartAsync(postgres.Options, _folder);
        await Eventually.BecomesAsync(() => again.Floor.Runs.Any(run => run.Session.State.Mix.Sounds.Exists(sound => sound.Id == id)), "the studio is open again");
        await HearsAsync(again, again.Floor.Runs.First(run => run.Session.State.Mix.Sounds.Exists(sound => sound.Id == id)).Session.Id);
    }

    /// <summary>The web leg bears a tone of 700 Hz.</summary>
    private static async Task HearsAsync(StudioHost studio, TalkId talk)
    {
        var tap = new Tap(ProgrammeLeg.Clean);
        var programme = studio.Floor.TryFind(talk)!.Programme;
        programme.Attach(tap);
        await Eventually.BecomesAsync(
            () => tap.Heard is { Length: > AudioFrame.SampleRate } heard && Tones.LevelAt(heard.AsSpan(heard.Length - 4800, 4800), 700) > -30,
            "the bed is heard");
        programme.Detach(tap);
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient http, string shelf, byte[] file, string kind, string name)
    {
        using var form = new MultipartFormDataContent { { new StringContent(kind), "kind" }, { new StringContent(name), "name" } };
        var content = new ByteArrayContent(file);
        content.Headers.ContentType = new MediaTypeHeaderValue("audio/wav");
        form.Add(content, "file", "sound.wav");
        return await http.PostAsync(shelf, form);
    }

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage answer, HttpStatusCode status)
    {
        answer.StatusCode.ShouldBe(status, await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private static byte[] Wav(double seconds, double dbfs, int rate = AudioFrame.SampleRate)
    {
        var path = Path.GetTempFileName();
        try
        {
            var tone = Tones.Sine(700 * (AudioFrame.SampleRate / rate), seconds * rate / AudioFrame.SampleRate, dbfs);
            WavFile.Write(path, rate, tone);
            return File.ReadAllBytes(path);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
