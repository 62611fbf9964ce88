using Microsoft.Extensions.DependencyInjection;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Data;
using TalksPlatform.TestKit;

namespace TalksPlatform.Scheduler.Tests.Episodes;

public sealed class CalendarLookUpTests(SchedulerDatabase database) : IClassFixture<SchedulerDatabase>, IAsyncLifetime
{
    // Thursday, 26 November 2026, 18:00 in Vientiane.
    private readonly ManualTime _time = new();
    private CalendarServer _server = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private ICalendarLookUp LookUp => _server.Services.GetRequiredService<ICalendarLookUp>();

    public async ValueTask InitializeAsync() => _server = await CalendarServer.StartAsync(await database.CloneAsync(), _time);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_stretch_has_what_begins_in_it_also_what_was_called_off()
    {
        var series = await _server.CreateSeriesAsync();
        await _server.ScheduleAsync(series, "2026-12-06T23:00:00", "Sunday");
        var off = await _server.ScheduleAsync(series, "2026-12-07T10:00:00", "Called off");
        await _server.ScheduleAsync(series, "2026-12-07T00:00:00", "Monday", durationMinutes: 30);
        await _server.ScheduleAsync(series, "2026-12-14T00:00:00", "A week later");
        await _server.PostAsync($"/api/episodes/{off["id"]}/cancel");
        var monday = new DateTimeOffset(2026, 12, 7, 0, 0, 0, TimeSpan.FromHours(7));

        var week = await LookUp.BetweenAsync(monday, monday.AddDays(7), 100, Ct);

        week.Select(episode => (episode.Title, episode.State)).ShouldBe([("Monday", EpisodeState.Scheduled), ("Called off", EpisodeState.Cancelled)]);
        (await LookUp.BetweenAsync(monday, monday.AddDays(8), 1, Ct)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_talk_is_found_by_the_middle_of_a_run_of_Lao_words()
    {
        var series = await _server.CreateSeriesAsync("ວິທະຍຸຕະຫຼາດ");
        await _server.ScheduleAsync(series, "2026-12-03T19:00:00", "ການຂໍໃບອະນຸຍາດ\u200bດຳເນີນທຸລະກິດ");
        await _server.ScheduleAsync(series, "2026-12-04T19:00:00", "ພາສີອາກອນ");

        (await FoundAsync("ອະນຸຍາດ")).Count.ShouldBe(1);
        (await FoundAsync("ຍາດດຳເນີນ")).Count.ShouldBe(1, "a space of no width lies between");
        (await FoundAsync("ຕະຫຼາດ ອາກອນ")).ShouldBe(["ພາສີອາກອນ"], "the series' title counts, and each word must be there");
        (await FoundAsync("noy")).Count.ShouldBe(2, "speakers count, in any case");
        (await FoundAsync("ທຸລະກິດ ອາກອນ")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("%")]
    [InlineData("_")]
    [InlineData("100%")]
    [InlineData(@"\")]
    [InlineData("'; DROP TABLE episode; --")]
    [InlineData("\"")]
    [InlineData("\0")]
    [InlineData("\ud800")]
    public async Task A_sign_finds_itself_and_nothing_else(string sign)
    {
        await _server.ScheduleAsync(await _server.CreateSeriesAsync(), "2026-12-03T19:00:00", "Silk");

        (await FoundAsync(sign)).ShouldBeEmpty();
        (await FoundAsync("silk")).ShouldBe(["Silk"]);
    }

    [Fact]
    public async Task What_is_called_off_is_not_found()
    {
        var episode = await _server.ScheduleAsync(await _server.CreateSeriesAsync(), "2026-12-03T19:00:00", "50 % off");
        (await FoundAsync("50 %")).ShouldBe(["50 % off"]);

        await _server.PostAsync($"/api/episodes/{episode["id"]}/cancel");

        (await FoundAsync("50 %")).ShouldBeEmpty();
    }

    private async Task<IReadOnlyList<string>> FoundAsync(string query) =>
        [.. (await LookUp.SearchAsync(SearchWords.Of(query), 20, Ct)).Select(episode => episode.Title)];
}
