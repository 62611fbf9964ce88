using TalksPlatform.Archive.Replays;
using TalksPlatform.Contracts;

namespace TalksPlatform.Archive.Feeds;

/// <summary>Gathers what a series' feed tells: from the calendar what is announced, from the archive what can be played.</summary>
internal sealed class FeedSource(IEpisodeReader episodes, ReplayReader replays, ArchiveOptions options)
{
    // Enough for every date of a season of all series together.
    private const int Upcoming = 200;

    public async Task<SeriesFeed> GatherAsync(SeriesCard series, SiteLinks links, CancellationToken ct)
    {
        var past = await episodes.PastAsync(series.Id, options.FeedEpisodes, ct);
        var files = await replays.FilesOfAsync(past.Select(episode => episode.Id), ct);
        var upcoming = await episodes.UpcomingAsync(Upcoming, ct);
        return new SeriesFeed(
            series,
            links,
            [
                .. past.Where(episode => files.ContainsKey(episode.Id))
                    .Select(episode => new FeedEpisode(episode, files[episode.Id]))
                    .OrderByDescending(episode => episode.Replay.PublishedAt),
            ],
            [
                .. past.Concat(upcoming.Where(episode => episode.Series.Id == series.Id))
                    .Where(episode => !files.ContainsKey(episode.Id) && IsAnnounced(episode))
                    .OrderBy(episode => episode.StartsAt),
            ]);
    }

    // An ended talk stays announced until its replay is there; a cancelled one is not announced at all.
    private static bool IsAnnounced(EpisodeCard episode) =>
        episode.State is EpisodeState.Scheduled or EpisodeState.Open or EpisodeState.Live or EpisodeState.Ended;
}
