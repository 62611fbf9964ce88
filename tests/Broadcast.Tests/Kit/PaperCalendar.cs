using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Tests.Kit;

/// <summary>A calendar as the test wrote it down.</summary>
internal sealed class PaperCalendar : IEpisodeReader
{
    private readonly Dictionary<EpisodeId, EpisodeCard> _episodes = [];

    /// <summary>Happens after an episode was read, once.</summary>
    public Action? AfterReading { get; set; }

    /// <summary>What whoever asks for the series gets instead of them.</summary>
    public Exception? Trouble { get; set; }

    /// <summary>Writes down where an episode stands now.</summary>
    public EpisodeCard Put(EpisodeCard episode) => _episodes[episode.Id] = episode;

    public Task<EpisodeCard?> FindAsync(EpisodeId id, CancellationToken ct)
    {
        var found = _episodes.GetValueOrDefault(id);
        var then = AfterReading;
        AfterReading = null;
        then?.Invoke();
        return Task.FromResult(found);
    }

    public Task<EpisodeCard?> FindBySlugAsync(string slug, CancellationToken ct) =>
        Task.FromResult(_episodes.Values.FirstOrDefault(episode => episode.Slug == slug));

    public Task<IReadOnlyList<EpisodeCard>> UpcomingAsync(int limit, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<EpisodeCard>>([.. _episodes.Values.Take(limit)]);

    public Task<IReadOnlyList<EpisodeCard>> PastAsync(SeriesId? series, int limit, CancellationToken ct) => Task.FromResult<IReadOnlyList<EpisodeCard>>([]);

    public Task<IReadOnlyList<SeriesCard>> SeriesAsync(CancellationToken ct) =>
        Trouble is { } trouble ? Task.FromException<IReadOnlyList<SeriesCard>>(trouble) : Task.FromResult<IReadOnlyList<SeriesCard>>([]);

    public Task<SeriesCard?> FindSeriesAsync(string slug, CancellationToken ct) => Task.FromResult<SeriesCard?>(null);
}

/// <summary>Short ways of telling talks what the calendar tells.</summary>
internal static class CalendarSentences
{
    /// <summary>The fact as it was true of this card.</summary>
    public static EpisodeScheduled Fact(this EpisodeCard card) => new(
        card.Id, card.Series.Id, card.Slug, card.Title, card.Series.Title, card.StartsAt, card.EndsAt, card.Series.Language)
    {
        Rules = card.Series.Rules,
    };
}
