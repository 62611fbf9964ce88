using System.Text.Json.Nodes;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Data;
using TalksPlatform.TestKit;

namespace TalksPlatform.Scheduler.Tests.Jobs;

public sealed class EpisodeJobsTests(SchedulerDatabase database) : IClassFixture<SchedulerDatabase>, IAsyncLifetime
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    // Thursday, 26 November 2026, 18:00 in Vientiane.
    private readonly ManualTime _time = new();
    private PostgresOptions _postgres = null!;
    private CalendarServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        _postgres = await database.CloneAsync();
        _server = await CalendarServer.StartAsync(_postgres, _time);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task The_green_room_opens_a_quarter_of_an_hour_before_the_start()
    {
        var episode = await ScheduleAsync("2026-11-26T19:00");

        await AdvanceAsync(TimeSpan.FromMinutes(44));
        _server.Facts.Of<GreenRoomDue>().ShouldBeEmpty();
        await AdvanceAsync(TimeSpan.FromMinutes(1));

        await BecomesWhileTimePassesAsync(() => Task.FromResult(_server.Facts.Of<GreenRoomDue>().Count == 1), "the green room was told to open");
        _server.Facts.Of<GreenRoomDue>().Single().Episode.EpisodeId.ShouldBe(episode);
    }

    [Fact]
    public async Task An_episode_that_begins_within_minutes_opens_at_once()
    {
        await ScheduleAsync("2026-11-26T18:05", jobs: null);

        await BecomesWhileTimePassesAsync(() => Task.FromResult(_server.Facts.Of<GreenRoomDue>().Count == 1), "the green room was told to open");
    }

    [Fact]
    public async Task A_talk_that_missed_its_start_is_reminded_and_one_that_is_live_is_not()
    {
        var missed = await ScheduleAsync("2026-11-26T18:30");
        var live = await ScheduleAsync("2026-11-26T18:30", jobs: 4, series: await _server.CreateSeriesAsync("Another"));
        await _server.TellAsync(new TalkWentLive(TalkId.Of(live), _time.GetUtcNow()));
        await Eventually.BecomesAsync(
            async () => (await _server.Calendar.FindAsync(live, CancellationToken.None))!.State == EpisodeState.Live, "one is live");

        await AdvanceAsync(TimeSpan.FromMinutes(30) + (5 * Second));

        await JobsAreDoneAsync();
        await Eventually.BecomesAsync(() => _server.Facts.Of<EpisodeDue>().Count > 0, "the reminder was told");
        _server.Facts.Of<EpisodeDue>().ShouldAllBe(due => due.EpisodeId == missed);
    }

    [Fact]
    public async Task A_moved_episode_takes_its_jobs_along()
    {
        var episode = await ScheduleAsync("2026-11-26T19:00");
        await _server.PostAsync($"/api/episodes/{episode}/move", new { startsAt = "2026-11-26T21:00" });
        await Eventually.BecomesAsync(
            async () => (await WaitingAsync()).All(job => job!["dueAt"]!.GetValue<DateTimeOffset>() > _time.GetUtcNow() + TimeSpan.FromHours(2)),
            "the jobs were moved");

        await AdvanceAsync(TimeSpan.FromHours(2));
        _server.Facts.Of<GreenRoomDue>().ShouldBeEmpty();
        await AdvanceAsync(TimeSpan.FromMinutes(46));

        await BecomesWhileTimePassesAsync(() => Task.FromResult(_server.Facts.Of<GreenRoomDue>().Count == 1), "the green room opens for the new time");
        _server.Facts.Of<GreenRoomDue>().Single().Episode.StartsAt.ShouldBe(new DateTimeOffset(2026, 11, 26, 14, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public async Task A_cancelled_episode_leaves_no_jobs()
    {
        var episode = await ScheduleAsync("2026-11-26T19:00");

        await _server.PostAsync($"/api/episodes/{episode}/cancel");

        await JobsAreDoneAsync();
        await AdvanceAsync(TimeSpan.FromHours(2));
        _server.Facts.Of<GreenRoomDue>().ShouldBeEmpty();
    }

    [Fact]
    public async Task What_fell_due_while_no_server_ran_is_done_when_one_starts()
    {
        await ScheduleAsync("2026-11-26T19:00");
        await _server.DisposeAsync();
        _time.Advance(TimeSpan.FromMinutes(50));

        _server = await CalendarServer.StartAsync(_postgres, _time);

        await BecomesWhileTimePassesAsync(() => Task.FromResult(_server.Facts.Of<GreenRoomDue>().Count == 1), "the green room opens late, but it opens");
    }

    private async Task<EpisodeId> ScheduleAsync(string startsAt, int? jobs = 2, string? series = null)
    {
        var episode = await _server.ScheduleAsync(series ?? await _server.CreateSeriesAsync(), startsAt);
        if (jobs is { } expected)
            await Eventually.BecomesAsync(async () => (await WaitingAsync()).Count == expected, "the episode has its jobs");
        EpisodeId.TryParse(episode["id"]!.GetValue<string>(), out var id).ShouldBeTrue();
        return id;
    }

    private Task JobsAreDoneAsync() =>
        BecomesWhileTimePassesAsync(async () => (await WaitingAsync()).Count == 0, "no job is left");

    // The engine's own short waits pass on the same clock.
    private Task BecomesWhileTimePassesAsync(Func<Task<bool>> condition, string because) => Eventually.BecomesAsync(
        () =>
        {
            _time.Advance(TimeSpan.FromMilliseconds(100));
            return condition();
        },
        because);

    private async Task<JsonArray> WaitingAsync() => (await _server.GetAsync("/api/jobs?state=scheduled")).AsArray();

    // In steps, as time passes: the engine sets its next timer only after the last one.
    private async Task AdvanceAsync(TimeSpan by)
    {
        for (var passed = TimeSpan.Zero; passed < by; passed += Second * 15)
        {
            _time.Advance(by - passed < Second * 15 ? by - passed : Second * 15);
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        }
    }
}
