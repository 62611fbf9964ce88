using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using TalksPlatform.Broadcast.Media.Outputs.Configuration;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Broadcast.Tests.Kit;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Tests.Media;

/// <summary>Where a talk's programme goes, as a host says it.</summary>
public sealed class OutputEndpointTests(StudioDatabase postgres) : IClassFixture<StudioDatabase>, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("outputs-").FullName;
    private readonly Actor _host = new(PersonId.New(), "Noy", Role.Host);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task One_output_is_added_to_those_that_are_there_and_keeps_their_passwords()
    {
        await using var studio = await StudioHost.StartAsync(postgres.Options, _folder);
        var talk = (await studio.OpenTalkAsync()).Id;
        using var http = studio.Http(_host);
        var icecast = new { kind = "icecast", url = "http://radio.example:8000", mount = "talk", password = "hush-hush" };

        await AddAsync(http, talk, icecast);
        await AddAsync(http, talk, new { kind = "station", name = "First", uri = "sip:studio@first.example" });
        await AddAsync(http, talk, new { kind = "station", name = "Second", uri = "sip:studio@second.example" });
        var told = await AddAsync(http, talk, new { kind = "station", name = "First, renamed", uri = "sip:studio@first.example" });

        told.EnumerateArray().Select(output => output.GetProperty("name").GetString()).ShouldBe(["Icecast", "First, renamed", "Second"]);
        var kept = await studio.Get<OutputBook>().ReadAsync(talk, CancellationToken.None);
        kept[0].Password.ShouldBe("hush-hush");
    }

    [Fact]
    public async Task A_password_is_not_sent_to_a_second_address_that_came_with_another_form_of_its_output()
    {
        await using var studio = await StudioHost.StartAsync(postgres.Options, _folder);
        var talk = (await studio.OpenTalkAsync()).Id;
        using var http = studio.Http(_host);
        var station = new { kind = "station", name = "First", uri = "sip:studio@first.example", user = "talks", password = "hush-hush" };
        await AddAsync(http, talk, station);

        foreach (var send in new Func<object, Task<HttpResponseMessage>>[]
        {
            output => http.PostAsJsonAsync($"/api/talks/{talk}/outputs", output),
            output => http.PutAsJsonAsync($"/api/talks/{talk}/outputs", new[] { output }),
        })
        {
            using var answer = await send(new { station.kind, station.name, station.uri, station.user, backup = "sip:studio@mine.example" });
            answer.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        }

        await AddAsync(http, talk, new { station.kind, name = "Renamed", station.uri, station.user });
        (await studio.Get<OutputBook>().ReadAsync(talk, CancellationToken.None)).Single().Password.ShouldBe("hush-hush");
        await AddAsync(http, talk, new { station.kind, station.name, station.uri, station.user, backup = "sip:studio@second.example", password = "hush-too" });
    }

    [Fact]
    public async Task A_twenty_first_output_and_an_address_that_is_none_are_refused()
    {
        await using var studio = await StudioHost.StartAsync(postgres.Options, _folder);
        var talk = (await studio.OpenTalkAsync()).Id;
        using var http = studio.Http(_host);
        for (var i = 0; i < 20; i++)
            await AddAsync(http, talk, new { kind = "station", uri = $"sip:studio@radio{i}.example" });

        (await RefusedAsync(new { kind = "station", uri = "sip:studio@one-more.example" })).ShouldContain("20 outputs at the most");
        (await RefusedAsync(new { kind = "station", uri = "the radio" })).ShouldContain("A station needs a uri");
        await AddAsync(http, talk, new { kind = "station", uri = "sip:studio@radio7.example", codec = "opus" });

        async Task<string> RefusedAsync(object output)
        {
            var answer = await http.PostAsJsonAsync($"/api/talks/{talk}/outputs", output);
            answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
            return await answer.Content.ReadAsStringAsync();
        }
    }

    [Fact]
    public async Task What_the_last_talk_of_the_series_went_to_and_this_one_does_not_is_told_in_time()
    {
        await using var studio = await StudioHost.StartAsync(postgres.Options, _folder);
        using var http = studio.Http(_host);
        var series = Episodes.Series();
        var (early, last, now) = (await OpenAsync("early", 1, series), await OpenAsync("last", 2, series), await OpenAsync("now", 3, series));
        var (elsewhere, later) = (await OpenAsync("elsewhere", 2, Episodes.Series()), await OpenAsync("later", 4, series));
        foreach (var (talk, name) in new[] { (early, "early"), (elsewhere, "elsewhere"), (later, "later"), (last, "fm"), (last, "regional") })
            await AddAsync(http, talk, new { kind = "station", name, uri = $"sip:studio@{name}.example" });
        await AddAsync(http, last, new { kind = "station", name = "off", uri = "sip:studio@off.example", enabled = false });

        (await MissedAsync()).ShouldBe(["fm", "regional"]);
        await AddAsync(http, now, new { kind = "station", name = "FM 93.7", uri = "sip:studio@fm.example" });
        (await MissedAsync()).ShouldBe(["regional"]);

        async Task<TalkId> OpenAsync(string slug, int inHours, SeriesCard of) => (await studio.Get<TalkDirectory>().OpenAsync(
            Episodes.Scheduled(EpisodeId.New(), TimeProvider.System.GetUtcNow().AddHours(inHours), slug, slug, of), CancellationToken.None)).Id;

        async Task<string[]?> MissedAsync() => await http.GetFromJsonAsync<string[]>($"/api/talks/{now}/outputs/missed");
    }

    private static async Task<JsonElement> AddAsync(HttpClient http, TalkId talk, object output)
    {
        var answer = await http.PostAsJsonAsync($"/api/talks/{talk}/outputs", output);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }
}
