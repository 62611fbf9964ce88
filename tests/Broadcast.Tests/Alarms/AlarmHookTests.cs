using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using TalksPlatform.Broadcast.Alarms;
using TalksPlatform.Broadcast.Tests.Media;
using TalksPlatform.Contracts;
using TalksPlatform.TestKit;

namespace TalksPlatform.Broadcast.Tests.Alarms;

/// <summary>Webhooks against a server of somebody else.</summary>
public sealed class AlarmHookTests(StudioDatabase postgres) : IClassFixture<StudioDatabase>, IDisposable
{
    private static readonly BroadcastOptions Loopback = new() { UdpPort = 0, SipPort = 0, AlarmHookNetworks = [IPNetwork.Parse("127.0.0.0/8")] };

    private readonly string _folder = Directory.CreateTempSubdirectory("hooks-").FullName;
    private readonly Actor _host = new(PersonId.New(), "Noy", Role.Host);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_raised_alarm_is_told_signed_once_and_again_when_it_is_over()
    {
        await using var studio = await StudioHost.StartAsync(postgres.Options, _folder, Loopback);
        await using var station = await Listener.StartAsync();
        var talk = await studio.OpenTalkAsync();
        var secret = (await AddAsync(studio, talk.State.Card!.Series, station.Url)).GetProperty("secret").GetString()!;

        studio.Get<AlarmBook>().Raise(talk.Id, AlarmCodes.StationEcho, AlarmLevel.Fault, "Radio 103.7", "0.42 s");
        studio.Get<AlarmBook>().Raise(talk.Id, AlarmCodes.StationEcho, AlarmLevel.Fault, "Radio 103.7", "0.43 s");
        await Eventually.BecomesAsync(() => station.ToldOf(AlarmCodes.StationEcho).Count == 1, "the station is told");
        studio.Get<AlarmBook>().Clear(talk.Id, AlarmCodes.StationEcho, "Radio 103.7");
        await Eventually.BecomesAsync(() => station.ToldOf(AlarmCodes.StationEcho).Count == 2, "and that it is over");

        var (body, signature) = station.ToldOf(AlarmCodes.StationEcho)[0];
        var message = JsonDocument.Parse(body).RootElement;
        message.GetProperty("state").GetString().ShouldBe("raised");
        message.GetProperty("talk").GetString().ShouldBe(talk.Id.ToString());
        message.GetProperty("alarm").GetProperty("code").GetString().ShouldBe("station.echo");
        message.GetProperty("alarm").GetProperty("level").GetString().ShouldBe("fault");
        message.GetProperty("alarm").GetProperty("subject").GetString().ShouldBe("Radio 103.7");
        Verify(body, signature, secret);
        JsonDocument.Parse(station.ToldOf(AlarmCodes.StationEcho)[1].Body).RootElement.GetProperty("state").GetString().ShouldBe("cleared");
    }

    [Fact]
    public async Task A_station_that_fails_is_told_again_until_it_takes_it_and_the_host_sees_how_it_goes()
    {
        await using var studio = await StudioHost.StartAsync(postgres.Options, _folder, Loopback);
        await using var station = await Listener.StartAsync(fails: true);
        var talk = await studio.OpenTalkAsync();
        var series = talk.State.Card!.Series;
        await AddAsync(studio, series, $"{station.Url}?token=hush-hush");
        using var http = studio.Http(_host);

        studio.Get<AlarmBook>().Raise(talk.Id, AlarmCodes.DeadAir, AlarmLevel.Fault);

        await Eventually.BecomesAsync(async () => (await ListAsync(http, series)).Contains("It answered 500.", StringComparison.Ordinal), "the host sees why");
        station.Fails = false;
        await Eventually.BecomesAsync(() => station.ToldOf(AlarmCodes.DeadAir).Count > 0, "and then it was taken");
        await Eventually.BecomesAsync(async () => !(await ListAsync(http, series)).Contains("500", StringComparison.Ordinal), "the host sees that");
        (await ListAsync(http, series)).ShouldNotContain("hush-hush");
        (await ListAsync(http, series)).ShouldNotContain("secret");
    }

    [Fact]
    public async Task Somebody_tries_a_webhook_and_removes_it()
    {
        await using var studio = await StudioHost.StartAsync(postgres.Options, _folder, Loopback);
        await using var station = await Listener.StartAsync();
        var series = SeriesId.New();
        var hook = (await AddAsync(studio, series, station.Url)).GetProperty("id").GetString();
        (await AddAsync(studio, series, station.Url)).GetProperty("id").GetString().ShouldBe(hook, "it is there already");
        using var http = studio.Http(_host);

        (await http.PostAsync($"/api/series/{series}/alarm-hooks/{hook}/test", null)).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await Eventually.BecomesAsync(() => station.Heard.Count == 1, "it is told");
        JsonDocument.Parse(station.Heard.First().Body).RootElement.GetProperty("alarm").GetProperty("code").GetString().ShouldBe("test");

        (await http.DeleteAsync($"/api/series/{SeriesId.New()}/alarm-hooks/{hook}")).StatusCode.ShouldBe(HttpStatusCode.NotFound, "it is of another series");
        (await http.DeleteAsync($"/api/series/{series}/alarm-hooks/{hook}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await ListAsync(http, series)).ShouldBe("[]");
    }

    [Fact]
    public async Task Private_networks_are_never_called_whatever_their_name()
    {
        await using var studio = await StudioHost.StartAsync(postgres.Options, _folder);
        await using var station = await Listener.StartAsync();
        var talk = await studio.OpenTalkAsync();
        var series = talk.State.Card!.Series;
        using var http = studio.Http(_host);

        foreach (var url in new[] { "http://127.0.0.1/", "http://10.1.2.3/", "http://[::1]/", "http://[::ffff:192.168.1.1]/", "http://169.254.169.254/meta", "http://localhost/" })
            (await AnswerAsync(http, series, url)).ShouldBe(HttpStatusCode.BadRequest, url);
        foreach (var url in new[] { "ftp://radio.example/", "radio.example", "http://noy:secret@radio.example/", "" })
            (await AnswerAsync(http, series, url)).ShouldBe(HttpStatusCode.BadRequest, url);

        // A name that comes to lead there is not followed either.
        var hook = (await studio.Get<HookBook>().AddAsync(series, new Uri(station.Url.Replace("127.0.0.1", "localhost", StringComparison.Ordinal)), CancellationToken.None))!;
        studio.Get<AlarmPost>().Try(hook);
        await Eventually.BecomesAsync(() => studio.Get<AlarmPost>().StateOf(hook.Id) is { Fault: not null }, "it was tried");
        studio.Get<AlarmPost>().StateOf(hook.Id)!.Fault!.ShouldContain("private network");
        station.Heard.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_series_has_five()
    {
        await using var studio = await StudioHost.StartAsync(postgres.Options, _folder);
        var series = SeriesId.New();
        using var http = studio.Http(_host);
        for (var i = 0; i < 5; i++)
            (await AnswerAsync(http, series, $"https://radio{i}.example/alarms")).ShouldBe(HttpStatusCode.Created);
        (await AnswerAsync(http, series, "https://radio9.example/alarms")).ShouldBe(HttpStatusCode.Conflict);
        (await AnswerAsync(http, series, "https://radio3.example/alarms")).ShouldBe(HttpStatusCode.Created, "it is one of them");
    }

    private static async Task<HttpStatusCode> AnswerAsync(HttpClient http, SeriesId series, string url) =>
        (await http.PostAsJsonAsync($"/api/series/{series}/alarm-hooks", new { url })).StatusCode;

    private static Task<string> ListAsync(HttpClient http, SeriesId series) => http.GetStringAsync($"/api/series/{series}/alarm-hooks");

    private static void Verify(string body, string signature, string secret)
    {
        var parts = signature.Split(',').Select(part => part.Split('=', 2)).ToDictionary(part => part[0], part => part[1], StringComparer.Ordinal);
        Math.Abs(long.Parse(parts["t"], CultureInfo.InvariantCulture) - TimeProvider.System.GetUtcNow().ToUnixTimeSeconds()).ShouldBeLessThan(120);
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.ASCII.GetBytes(secret), Encoding.UTF8.GetBytes($"{parts["t"]}.{body}"))).ShouldBe(parts["v1"]);
    }

    private async Task<JsonElement> AddAsync(StudioHost studio, SeriesId series, string url)
    {
        using var http = studio.Http(_host);
        var answer = await http.PostAsJsonAsync($"/api/series/{series}/alarm-hooks", new { url });
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>A station's server, which fails or not.</summary>
    private sealed class Listener : IAsyncDisposable
    {
        private readonly WebApplication _app;
        private volatile bool _fails;

        private Listener(WebApplication app, bool fails) => (_app, _fails) = (app, fails);

        public string Url => $"{_app.Urls.Single()}/alarms";

        public bool Fails
        {
            set => _fails = value;
        }

        public ConcurrentQueue<(string Body, string Signature)> Heard { get; } = new();

        /// <summary>What it was told of one kind of alarm; there may be others, as nobody is at the desk.</summary>
        public IReadOnlyList<(string Body, string Signature)> ToldOf(string code) =>
            [.. Heard.Where(heard => JsonDocument.Parse(heard.Body).RootElement.GetProperty("alarm").GetProperty("code").GetString() == code)];

        public static async Task<Listener> StartAsync(bool fails = false)
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
            builder.Logging.ClearProviders();
            var listener = new Listener(builder.Build(), fails);
            listener._app.MapPost("/alarms", listener.HearAsync);
            await listener._app.StartAsync();
            return listener;
        }

        public ValueTask DisposeAsync() => _app.DisposeAsync();

        private async Task<IResult> HearAsync(HttpRequest request)
        {
            using var reader = new StreamReader(request.Body);
            var body = await reader.ReadToEndAsync();
            if (_fails)
                return Results.StatusCode(500);
            Heard.Enqueue((body, request.Headers["Talks-Signature"].ToString()));
            return Results.NoContent();
        }
    }
}
