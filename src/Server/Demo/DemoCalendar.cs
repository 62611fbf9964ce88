using System.Globalization;
using System.Text;
using TalksPlatform.Contracts;

namespace TalksPlatform.Server.Demo;

/// <summary>Puts the demo on the calendar, in the zone of its series, over the public API.</summary>
internal static class DemoCalendar
{
    private const string Title = "Talat Talk (demo)";
    private const string Zone = "Asia/Vientiane";

    private static readonly string[] Speakers = ["Ada (demo)", "Ben (demo)"];

    /// <summary>An episode that starts in some seconds, in a series that is made when there is none yet.</summary>
    public static async Task<EpisodeView> ScheduleAsync(DemoApi host, TimeSpan startsIn, TimeProvider time, CancellationToken ct)
    {
        var all = await host.GetAsync<List<Series>>("/api/series", ct);
        var series = all.Find(s => s.Title == Title) ?? await host.PostAsync<Series>(
            "/api/series",
            new
            {
                title = Title,
                description = "One hour a week for owners of small shops. This series was made by the demo.",
                language = "en",
                zone = Zone,
                author = "TalksPlatform demo",
                category = "Business",
            },
            ct);

        // Whole seconds: the calendar thinks in local time, to the second.
        var starts = DateTimeOffset.FromUnixTimeSeconds((time.GetUtcNow() + startsIn).ToUnixTimeSeconds() + 1);
        var local = TimeZoneInfo.ConvertTime(starts, TimeZoneInfo.FindSystemTimeZoneById(Zone));
        var episode = await host.PostAsync<EpisodeView>(
            $"/api/series/{series.Id}/episodes",
            new
            {
                title = "Your business licence without losing a week",
                description = "Three papers, one visit. A demo talk: its voices are recordings, its audience are programs.",
                speakers = Speakers,
                startsAt = local.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture),
                durationMinutes = 2,
            },
            ct);
        return episode with { SeriesSlug = series.Slug };
    }

    /// <summary>Waits until the jobs have published the replay, or tells why one of them failed.</summary>
    public static async Task PublishedAsync(DemoApi administrator, EpisodeView episode, TimeProvider time, CancellationToken ct)
    {
        for (var waited = 0; waited < 600; waited++)
        {
            if ((await administrator.GetAsync<EpisodeView>($"/api/episodes/{episode.Id}", ct)).State == EpisodeState.Published)
                return;
            await Task.Delay(TimeSpan.FromMilliseconds(200), time, ct);
        }

        var failed = await administrator.DownloadAsync("/api/jobs?state=failed", ct);
        var waiting = await administrator.DownloadAsync("/api/jobs?state=scheduled", ct);
        throw new TimeoutException(
            $"The replay was not published within two minutes. Failed jobs: {Encoding.UTF8.GetString(failed)}, that wait: {Encoding.UTF8.GetString(waiting)}");
    }

    private sealed record Series(SeriesId Id, string Slug, string Title);
}
