using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Tests.Media;

/// <summary>A calendar without an entry: talks are opened by hand.</summary>
internal sealed class EmptyCalendar : IEpisodeReader
{
    public Task<EpisodeCard?> FindAsync(EpisodeId id, CancellationToken ct) => Task.FromResult<EpisodeCard?>(null);

    public Task<EpisodeCard?> FindBySlugAsync(string slug, CancellationToken ct) => Task.FromResult<EpisodeCard?>(null);

    public Task<IReadOnlyList<EpisodeCard>> UpcomingAsync(int limit, CancellationToken ct) => Task.FromResult<IReadOnlyList<EpisodeCard>>([]);

    public Task<IReadOnlyList<EpisodeCard>> PastAsync(SeriesId? series, int limit, CancellationToken ct) => Task.FromResult<IReadOnlyList<EpisodeCard>>([]);

    public Task<IReadOnlyList<SeriesCard>> SeriesAsync(CancellationToken ct) => Task.FromResult<IReadOnlyList<SeriesCard>>([]);

    public Task<SeriesCard?> FindSeriesAsync(string slug, CancellationToken ct) => Task.FromResult<SeriesCard?>(null);
}
