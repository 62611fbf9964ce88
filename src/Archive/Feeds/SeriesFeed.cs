using TalksPlatform.Archive.Replays;
using TalksPlatform.Contracts;

namespace TalksPlatform.Archive.Feeds;

/// <summary>What a series' feed tells, before it is XML.</summary>
/// <param name="Series">The series.</param>
/// <param name="Links">The site's addresses.</param>
/// <param name="Episodes">Those with a public replay, the latest first.</param>
/// <param name="Live">Those that are announced, on air, or just over without a replay yet, the soonest first.</param>
internal sealed record SeriesFeed(
    SeriesCard Series, SiteLinks Links, IReadOnlyList<FeedEpisode> Episodes, IReadOnlyList<EpisodeCard> Live);

/// <summary>An episode that can be played.</summary>
/// <param name="Card">As the calendar knows it.</param>
/// <param name="Replay">As the archive knows it.</param>
internal sealed record FeedEpisode(EpisodeCard Card, ReplayFiles Replay);

/// <summary>Absolute addresses on our site, for those who read our documents elsewhere.</summary>
/// <param name="site">Scheme and authority.</param>
internal sealed class SiteLinks(Uri site)
{
    public Uri Feed(SeriesCard series) => At($"/s/{series.Slug}/feed.xml");

    public Uri Cover(SeriesCard series) => At($"/s/{series.Slug}/cover.png");

    public Uri Series(SeriesCard series) => At($"/s/{series.Slug}");

    public Uri Episode(EpisodeCard episode) => At($"/e/{episode.Slug}");

    public Uri Chapters(EpisodeCard episode) => At($"/e/{episode.Slug}/chapters.json");

    public Uri LiveRoom(EpisodeCard episode) => At($"/e/{episode.Slug}/live");

    public Uri LiveSound(EpisodeCard episode) => At($"/live/{episode.TalkId}.mp3");

    /// <summary>The address of a path from the site's root.</summary>
    public Uri At(string path) => new(site, path);
}
