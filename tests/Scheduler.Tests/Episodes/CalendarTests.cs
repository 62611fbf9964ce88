using TalksPlatform.Contracts;
using TalksPlatform.TestKit;

namespace TalksPlatform.Scheduler.Tests.Episodes;

public sealed class CalendarTests(SchedulerDatabase database) : IClassFixture<SchedulerDatabase>, IAsyncLifetime
{
    // Thursday, 26 November 2026, 18:00 in Vientiane.
    private readonly ManualTime _time = new();
    private CalendarServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await CalendarServer.StartAsync(await database.CloneAsync(), _time);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task An_episode_that_was_scheduled_can_be_read_by_its_address()
    {
        var series = await _server.CreateSeriesAsync();
        var episode = await _server.ScheduleAsync(series, "2026-12-03T19:00:00", "Silk and the scales");

        episode["slug"]!.GetValue<string>().ShouldBe("silk-and-the-scales");
        episode["talkId"]!.GetValue<string>().ShouldBe(episode["id"]!.GetValue<string>());
        episode["startsAt"]!.GetValue<DateTimeOffset>().ShouldBe(new DateTimeOffset(2026, 12, 3, 12, 0, 0, TimeSpan.Zero));
        episode["startsLocal"]!.GetValue<string>().ShouldBe("2026-12-03T19:00:00");
        episode["state"]!.GetValue<string>().ShouldBe("scheduled");

        var card = (await _server.Calendar.FindBySlugAsync("silk-and-the-scales", CancellationToken.None))!;
        card.Series.Title.ShouldBe("Silk for small shops");
        card.Speakers.ShouldBe(["Noy"]);
        (await _server.GetAsync("/api/episodes")).AsArray().Count.ShouldBe(1);
        (await _server.GetAsync($"/api/episodes/{card.Id}"))["title"]!.GetValue<string>().ShouldBe("Silk and the scales");
    }

    [Fact]
    public async Task Scheduling_is_told_to_the_other_modules()
    {
        var episode = await _server.ScheduleAsync(await _server.CreateSeriesAsync(), "2026-12-03T19:00:00");

        await Eventually.BecomesAsync(() => _server.Facts.Of<EpisodeScheduled>().Count == 1, "the fact was told");
        var fact = _server.Facts.Of<EpisodeScheduled>().Single();
        fact.EpisodeId.ToString().ShouldBe(episode["id"]!.GetValue<string>());
        fact.SeriesTitle.ShouldBe("Silk for small shops");
        fact.Language.ShouldBe("lo");
    }

    [Fact]
    public async Task Equal_titles_get_addresses_of_their_own()
    {
        var series = await _server.CreateSeriesAsync();
        var slugs = new List<string>();
        for (var day = 3; day < 6; day++)
            slugs.Add((await _server.ScheduleAsync(series, $"2026-12-0{day}T19:00", "Questions"))["slug"]!.GetValue<string>());

        slugs.ShouldBe(["questions", "questions-2", "questions-3"]);
    }

    [Fact]
    public async Task Two_episodes_of_a_series_cannot_overlap_but_may_touch()
    {
        var series = await _server.CreateSeriesAsync();
        await _server.ScheduleAsync(series, "2026-12-03T19:00");

        (await _server.RefusalAsync($"/api/series/{series}/episodes", new { title = "Over it", startsAt = "2026-12-03T19:30" })).ShouldBe("slot.taken");
        (await _server.ScheduleAsync(series, "2026-12-03T20:00", "After it"))["slug"].ShouldNotBeNull();
        (await _server.ScheduleAsync(await _server.CreateSeriesAsync("Another"), "2026-12-03T19:00", "Beside it"))["slug"].ShouldNotBeNull();
    }

    [Fact]
    public async Task A_moved_episode_keeps_its_address_and_is_told_again()
    {
        var series = await _server.CreateSeriesAsync();
        var episode = await _server.ScheduleAsync(series, "2026-12-03T19:00", "Silk");
        await _server.ScheduleAsync(series, "2026-12-04T19:00", "Cotton");
        var id = episode["id"]!.GetValue<string>();

        (await _server.RefusalAsync($"/api/episodes/{id}/move", new { startsAt = "2026-12-04T18:30" })).ShouldBe("slot.taken");
        var moved = await _server.PostAsync($"/api/episodes/{id}/move", new { startsAt = "2026-12-05T09:00", durationMinutes = 90 });

        moved["slug"]!.GetValue<string>().ShouldBe("silk");
        moved["startsAt"]!.GetValue<DateTimeOffset>().ShouldBe(new DateTimeOffset(2026, 12, 5, 2, 0, 0, TimeSpan.Zero));
        moved["endsAt"]!.GetValue<DateTimeOffset>().ShouldBe(new DateTimeOffset(2026, 12, 5, 3, 30, 0, TimeSpan.Zero));
        await Eventually.BecomesAsync(
            () => _server.Facts.Of<EpisodeScheduled>().Count(fact => fact.EpisodeId.ToString() == id) == 2, "the new date was told");
    }

    [Fact]
    public async Task A_cancelled_episode_frees_its_slot_and_stays_cancelled()
    {
        var series = await _server.CreateSeriesAsync();
        var episode = await _server.ScheduleAsync(series, "2026-12-03T19:00");
        var id = episode["id"]!.GetValue<string>();

        await _server.PostAsync($"/api/episodes/{id}/cancel");
        await _server.PostAsync($"/api/episodes/{id}/cancel");
        EpisodeId.TryParse(id, out var episodeId).ShouldBeTrue();
        await _server.TellAsync(new TalkOpened(TalkId.Of(episodeId), _time.GetUtcNow())); // it was on its way

        await Eventually.BecomesAsync(() => _server.Facts.Of<EpisodeCancelled>().Count == 1, "the cancellation was told once");
        (await _server.GetAsync($"/api/episodes/{id}"))["state"]!.GetValue<string>().ShouldBe("cancelled");
        (await _server.RefusalAsync($"/api/episodes/{id}/move", new { startsAt = "2026-12-09T19:00" })).ShouldBe("episode.too-late");
        (await _server.ScheduleAsync(series, "2026-12-03T19:00", "Instead"))["slug"].ShouldNotBeNull();
    }

    [Fact]
    public async Task An_episode_follows_its_talk_and_never_goes_back()
    {
        var episode = await _server.ScheduleAsync(await _server.CreateSeriesAsync(), "2026-12-03T19:00");
        EpisodeId.TryParse(episode["id"]!.GetValue<string>(), out var id).ShouldBeTrue();
        var talk = TalkId.Of(id);

        await _server.TellAsync(new TalkWentLive(talk, _time.GetUtcNow()));
        await _server.TellAsync(new TalkOpened(talk, _time.GetUtcNow())); // late
        await _server.TellAsync(new TalkEnded(talk, _time.GetUtcNow(), _time.GetUtcNow()));
        await BecomesAsync(id, EpisodeState.Ended);
        (await _server.Calendar.PastAsync(null, 10, CancellationToken.None)).Single().Id.ShouldBe(id);

        await _server.TellAsync(new ReplayPublished(id, TimeSpan.FromHours(1)));
        await _server.TellAsync(new TalkEnded(talk, _time.GetUtcNow(), _time.GetUtcNow())); // twice
        await BecomesAsync(id, EpisodeState.Published);
        (await _server.RefusalAsync($"/api/episodes/{id}/cancel")).ShouldBe("episode.too-late");
    }

    [Fact]
    public async Task An_episode_whose_talk_ended_before_it_began_is_called_off()
    {
        var episode = await _server.ScheduleAsync(await _server.CreateSeriesAsync(), "2026-12-03T19:00");
        EpisodeId.TryParse(episode["id"]!.GetValue<string>(), out var id).ShouldBeTrue();
        await _server.TellAsync(new TalkOpened(TalkId.Of(id), _time.GetUtcNow()));

        await _server.TellAsync(new TalkEnded(TalkId.Of(id), StartedAt: null, _time.GetUtcNow()));

        await BecomesAsync(id, EpisodeState.Cancelled);
        (await _server.Calendar.UpcomingAsync(10, CancellationToken.None)).ShouldNotContain(card => card.Id == id);
        (await _server.RefusalAsync($"/api/episodes/{id}/move", new { startsAt = "2026-12-09T19:00" })).ShouldBe("episode.too-late");
    }

    [Theory]
    [InlineData("2026-11-26T17:59:00", "slot.past")]
    [InlineData("tomorrow", "slot.invalid")]
    [InlineData("2026-11-31T10:00:00", "slot.invalid")]
    public async Task A_time_that_cannot_be_is_refused(string startsAt, string code)
    {
        var series = await _server.CreateSeriesAsync();

        (await _server.RefusalAsync($"/api/series/{series}/episodes", new { title = "Silk", startsAt })).ShouldBe(code);
    }

    [Fact]
    public async Task What_is_not_there_is_said_to_be_not_there()
    {
        var nobody = EpisodeId.New();

        (await _server.GetAsync($"/api/episodes/{nobody}"))["code"]!.GetValue<string>().ShouldBe("episode.unknown");
        (await _server.RefusalAsync($"/api/episodes/{nobody}/cancel")).ShouldBe("episode.unknown");
        (await _server.RefusalAsync($"/api/series/{nobody}/episodes", new { title = "Silk", startsAt = "2026-12-03T19:00" })).ShouldBe("series.unknown");
        (await _server.Calendar.FindBySlugAsync("nothing", CancellationToken.None)).ShouldBeNull();
    }

    private async Task BecomesAsync(EpisodeId id, EpisodeState state) => await Eventually.BecomesAsync(
        async () => (await _server.Calendar.FindAsync(id, CancellationToken.None))!.State == state, $"the episode is {state}");
}
