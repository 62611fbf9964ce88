using TalksPlatform.Contracts;

namespace TalksPlatform.Archive.Tests.Given;

/// <summary>What the calendar and the live side would answer, as the test wrote it down.</summary>
internal sealed class Calendar : IEpisodeReader, ITalkReader
{
    private readonly List<EpisodeCard> _episodes = [];
    private readonly Dictionary<TalkId, TalkRecord> _records = [];

    public SeriesCard Series { get; set; } = new(
        SeriesId.New(), "talat-talk", "Talat Talk: ຕະຫຼາດ", "One hour a week for small shops.", "lo", "Asia/Vientiane",
        "The Chamber", "talks@chamber.example", "Business", "FM 103.7", "021 123 456", RoomRules.Default);

    public EpisodeCard Add(string slug, EpisodeState state, DateTimeOffset startsAt, string? title = null)
    {
        var episode = new EpisodeCard(
            EpisodeId.New(), Series, slug, title ?? $"About {slug}", "What it is about.", ["Ms Keo"], startsAt, startsAt.AddHours(1), state);
        _episodes.Add(episode);
        return episode;
    }

    public void Change(EpisodeId id, Func<EpisodeCard, EpisodeCard> change)
    {
        var index = _episodes.FindIndex(episode => episode.Id == id);
        _episodes[index] = change(_episodes[index]);
    }

    public void Keep(TalkRecord record) => _records[record.TalkId] = record;

    public Task<EpisodeCard?> FindAsync(EpisodeId id, CancellationToken ct) =>
        Task.FromResult(_episodes.Find(episode => episode.Id == id));

    public Task<EpisodeCard?> FindBySlugAsync(string slug, CancellationToken ct) =>
        Task.FromResult(_episodes.Find(episode => episode.Slug == slug));

    public Task<IReadOnlyList<EpisodeCard>> UpcomingAsync(int limit, CancellationToken ct) =>
        List(_episodes.Where(episode => !IsPast(episode)).OrderBy(episode => episode.StartsAt).Take(limit));

    public Task<IReadOnlyList<EpisodeCard>> PastAsync(SeriesId? series, int limit, CancellationToken ct) =>
        List(_episodes.Where(IsPast).OrderByDescending(episode => episode.StartsAt).Take(limit));

    public Task<IReadOnlyList<SeriesCard>> SeriesAsync(CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<SeriesCard>>([Series]);

    public Task<SeriesCard?> FindSeriesAsync(string slug, CancellationToken ct) =>
        Task.FromResult(slug == Series.Slug ? Series : null);

    public Task<RoomView?> RoomAsync(TalkId talk, PersonId? viewer, CancellationToken ct) => Task.FromResult<RoomView?>(null);

    public Task<bool> MaySendSoundAsync(TalkId talk, PersonId person, CancellationToken ct) => Task.FromResult(false);

    public Task<bool> TookOverAsync(TalkId talk, PersonId person, CancellationToken ct) => Task.FromResult(false);

    public Task<TalkRecord?> RecordAsync(TalkId talk, CancellationToken ct) => Task.FromResult(_records.GetValueOrDefault(talk));

    private static bool IsPast(EpisodeCard episode) => episode.State is EpisodeState.Ended or EpisodeState.Published;

    private static Task<IReadOnlyList<EpisodeCard>> List(IEnumerable<EpisodeCard> episodes) =>
        Task.FromResult<IReadOnlyList<EpisodeCard>>([.. episodes]);
}
