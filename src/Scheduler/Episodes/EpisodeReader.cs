using TalksPlatform.Contracts;
using TalksPlatform.Scheduler.Series;

namespace TalksPlatform.Scheduler.Episodes;

/// <summary>The calendar, for the other modules and the pages.</summary>
internal sealed class EpisodeReader(SchedulerDb db, TimeProvider time) : IEpisodeReader, ICalendarLookUp
{
    public async Task<EpisodeCard?> FindAsync(EpisodeId id, CancellationToken ct) => (await db.FindEpisodeAsync(id, ct))?.Card;

    public async Task<EpisodeCard?> FindBySlugAsync(string slug, CancellationToken ct) => (await db.FindEpisodeAsync(slug, ct))?.Card;

    public async Task<IReadOnlyList<EpisodeCard>> UpcomingAsync(int limit, CancellationToken ct) =>
        Cards(await db.UpcomingEpisodesAsync(time.GetUtcNow(), limit, ct));

    public async Task<IReadOnlyList<EpisodeCard>> PastAsync(SeriesId? series, int limit, CancellationToken ct) =>
        Cards(await db.PastEpisodesAsync(series, limit, ct));

    public Task<IReadOnlyList<SeriesCard>> SeriesAsync(CancellationToken ct) => db.AllSeriesAsync(ct);

    public Task<SeriesCard?> FindSeriesAsync(string slug, CancellationToken ct) => db.FindSeriesAsync(slug, ct);

    public async Task<IReadOnlyList<EpisodeCard>> BetweenAsync(DateTimeOffset from, DateTimeOffset to, int limit, CancellationToken ct) =>
        Cards(await db.EpisodesBetweenAsync(from, to, limit, ct));

    public async Task<IReadOnlyList<EpisodeCard>> SearchAsync(IReadOnlyList<string> words, int limit, CancellationToken ct) =>
        words.Count == 0 ? [] : Cards(await db.SearchEpisodesAsync(words, limit, ct));

    private static IReadOnlyList<EpisodeCard> Cards(IReadOnlyList<Episode> episodes) => [.. episodes.Select(episode => episode.Card)];
}
