using NodaTime;
using TalksPlatform.Contracts;

namespace TalksPlatform.Scheduler.Episodes;

/// <summary>An episode as the API tells it.</summary>
internal sealed record EpisodeView(
    EpisodeId Id,
    TalkId TalkId,
    SeriesId SeriesId,
    string Slug,
    string Title,
    string Description,
    IReadOnlyList<string> Speakers,
    DateTimeOffset StartsAt,
    DateTimeOffset EndsAt,
    LocalDateTime StartsLocal,
    string Zone,
    string State)
{
    public static EpisodeView Of(Episode episode) => new(
        episode.Id,
        episode.Card.TalkId,
        episode.Card.Series.Id,
        episode.Card.Slug,
        episode.Card.Title,
        episode.Card.Description,
        episode.Card.Speakers,
        episode.Card.StartsAt,
        episode.Card.EndsAt,
        episode.Local,
        episode.Zone,
        EpisodeStates.Word(episode.Card.State));
}
