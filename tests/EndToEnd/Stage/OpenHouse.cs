using System.Globalization;
using System.Net.Http.Headers;
using TalksPlatform.Contracts;
using TalksPlatform.EndToEnd.Browser;
using TalksPlatform.Server.Demo;

namespace TalksPlatform.EndToEnd.Stage;

/// <summary>
/// A server with something on every page: a talk on air with questions in four
/// languages, an open poll and a file to take home, one that was, one that will be and one that will not.
/// </summary>
[CollectionDefinition(Name)]
public sealed class OpenHouse(Chromium chromium) : IAsyncLifetime, ICollectionFixture<OpenHouse>
{
    public const string Name = "a server with something on every page";

    private static readonly TimeProvider Clock = TimeProvider.System;

    /// <summary>When a slow machine has put it on the calendar, it is still to come.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _patience = new(TimeSpan.FromMinutes(6));
    private Task _published = Task.CompletedTask;

    internal TalkServer Server { get; private set; } = null!;

    internal Chromium Chromium => chromium;

    internal DemoSeat Desk { get; private set; } = null!;

    internal SeriesView Series { get; private set; } = null!;

    internal EpisodeView Live { get; private set; } = null!;

    internal EpisodeView Past { get; private set; } = null!;

    internal EpisodeView Coming { get; private set; } = null!;

    internal EpisodeView Cancelled { get; private set; } = null!;

    internal Uri SpeakersLink { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var ct = _patience.Token;
        Server = await TalkServer.StartAsync(publicAddress: null, ct);
        Series = await Server.Host.PostAsync<SeriesView>("/api/series", SeriesOf("Market Talk"), ct);
        await Server.Host.PutAsync(
            $"/api/series/{Series.Id}/rules", new { moderateAfter = false, chat = true, asks = Array.Empty<string>() }, ct);
        var money = await Server.Host.PostAsync<SeriesView>("/api/series", SeriesOf("Money Talk"), ct);

        Past = await ScheduleAsync(money, "When customers pay late", Soon, ct);
        Live = await ScheduleAsync(Series, "Getting a licence without losing a week", Soon, ct);
        Coming = await ScheduleAsync(Series, "Tax for small shops", TimeSpan.FromDays(3), ct);
        Cancelled = await ScheduleAsync(Series, "A talk that will not be", TimeSpan.FromDays(9), ct);
        await Server.Host.PostAsync($"/api/episodes/{Cancelled.Id}/cancel", ct);
        SpeakersLink = await Server.InviteAsync(Live.TalkId, "Somphone Vongsa", ct);

        await Task.WhenAll(FillAsync(ct), AirAsync(ct));
        _published = Server.PublishedAsync(Past, ct);
    }

    /// <summary>Waits until the talk that was can be heard again.</summary>
    internal Task PublishedAsync() => _published;

    /// <summary>One more question, waiting for the host.</summary>
    internal async Task<QuestionId> AskAsync(string text, string language, CancellationToken ct)
    {
        var question = QuestionId.New();
        await Desk.DoAsync("Ask", ct, question, text, "Mali", language);
        await Desk.SeesAsync(room => room.Questions.ContainsKey(question), ct);
        return question;
    }

    /// <summary>A poll that is open, in place of whichever was.</summary>
    internal async Task<PollId> OpenPollAsync(string text, CancellationToken ct)
    {
        foreach (var open in Desk.Now.Polls.Values.Where(poll => poll.State == PollState.Open))
            await Desk.DoAsync("ClosePoll", ct, open.Id);
        var poll = PollId.New();
        await Desk.DoAsync("CreatePoll", ct, poll, text, Choices, null);
        await Desk.DoAsync("OpenPoll", ct, poll);
        await Desk.SeesAsync(room => room.Polls.TryGetValue(poll, out var seen) && seen.State == PollState.Open, ct);
        return poll;
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        _patience.Dispose();
    }

    private static object SeriesOf(string title) => new
    {
        title,
        description = "One hour a week for owners of small shops.",
        language = "en",
        zone = "Asia/Vientiane",
        author = "Kéo Manivong",
        category = "Business",
        frequency = "FM 93.7",
        phone = "021 555 937",
    };

    private async Task<EpisodeView> ScheduleAsync(SeriesView series, string title, TimeSpan startsIn, CancellationToken ct)
    {
        var local = TimeZoneInfo.ConvertTime(Clock.GetUtcNow() + startsIn, TimeZoneInfo.FindSystemTimeZoneById(series.Zone));
        return await Server.Host.PostAsync<EpisodeView>(
            $"/api/series/{series.Id}/episodes",
            new
            {
                title,
                description = "Three papers, one visit.",
                speakers = new[] { "Somphone Vongsa" },
                startsAt = local.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture),
                durationMinutes = 60,
            },
            ct);
    }

    private async Task FillAsync(CancellationToken ct)
    {
        Desk = Server.Cast.Own(new DemoSeat(Server.Host, Live.TalkId, Clock));
        await Desk.SeesAsync(room => room.Phase == TalkPhase.Live, ct);
        var answering = await AskAsync("Can I register my noodle shop online?", "en", ct);
        var approved = await AskAsync("ລາຍຮັບໜ້ອຍກວ່າ 50 ລ້ານກີບຕໍ່ປີ ຕ້ອງເສຍອາກອນຊະນິດໃດ?", "lo", ct);
        await AskAsync("ใบอนุญาตใช้ได้ทั่วประเทศไหม", "th", ct);
        await AskAsync("តើខ្ញុំអាចដាក់ពាក្យជាភាសាខ្មែរបានទេ?", "km", ct);
        foreach (var question in new[] { answering, approved })
            await Desk.DoAsync("ApproveQuestion", ct, question);
        await Desk.DoAsync("StartAnswer", ct, answering);
        await OpenPollAsync("Do you have a licence today?", ct);
        await HandOutAsync(ct);
    }

    private async Task HandOutAsync(CancellationToken ct)
    {
        using var http = new HttpClient();
        using var form = new MultipartFormDataContent
        {
            { new StringContent("Bring three papers."), "file", "papers.txt" },
            { new StringContent("What to bring"), "title" },
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Server.Address, $"/api/talks/{Live.TalkId}/handouts")) { Content = form };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Server.HostToken);
        request.Headers.Accept.ParseAdd("application/json");
        (await http.SendAsync(request, ct)).EnsureSuccessStatusCode();
    }

    /// <summary>A talk of two seconds, for its replay.</summary>
    private async Task AirAsync(CancellationToken ct)
    {
        await using var desk = new DemoSeat(Server.Host, Past.TalkId, Clock);
        await desk.SeesAsync(room => room.Phase == TalkPhase.Live, ct);
        var question = QuestionId.New();
        await desk.DoAsync("Ask", ct, question, "May I charge interest?", "Noy", "en");
        await desk.DoAsync("ApproveQuestion", ct, question);
        await desk.DoAsync("StartAnswer", ct, question);
        await Task.Delay(TimeSpan.FromSeconds(2), Clock, ct);
        await desk.DoAsync("FinishAnswer", ct, question);
        await desk.DoAsync("EndTalk", ct);
    }

    private static readonly string[] Choices = ["Yes", "It has expired", "Not yet"];

    internal sealed record SeriesView(SeriesId Id, string Slug, string Zone);
}
