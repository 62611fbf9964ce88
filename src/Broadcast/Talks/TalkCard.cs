using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Talks;

/// <summary>What the talk knows of its episode, as the calendar told it last.</summary>
internal sealed record TalkCard(
    SeriesId Series,
    string Slug,
    string Title,
    string SeriesTitle,
    DateTimeOffset StartsAt,
    DateTimeOffset EndsAt,
    string Language)
{
    /// <summary>What the series permits in its rooms; the default in logs of before there were rules.</summary>
    public RoomRules Rules { get; init; } = RoomRules.Default;

    public static TalkCard Of(EpisodeScheduled episode) => new(
        episode.SeriesId, episode.Slug, episode.Title, episode.SeriesTitle, episode.StartsAt, episode.EndsAt, episode.Language)
    {
        Rules = episode.Rules,
    };

    public static TalkCard Of(EpisodeCard episode) => new(
        episode.Series.Id, episode.Slug, episode.Title, episode.Series.Title, episode.StartsAt, episode.EndsAt, episode.Series.Language)
    {
        Rules = episode.Series.Rules,
    };
}
