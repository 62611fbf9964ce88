using System.Text.Json.Serialization;
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

    /// <summary>IANA zone of the station's hours; null in logs of before it was told.</summary>
    public string? Zone { get; init; }

    /// <summary>The planned start at the station's own hour.</summary>
    [JsonIgnore]
    public DateTimeOffset LocalStart =>
        Zone is not null && TimeZoneInfo.TryFindSystemTimeZoneById(Zone, out var zone) ? TimeZoneInfo.ConvertTime(StartsAt, zone) : StartsAt.ToUniversalTime();

    public static TalkCard Of(EpisodeCard episode) => new(
        episode.Series.Id, episode.Slug, episode.Title, episode.Series.Title, episode.StartsAt, episode.EndsAt, episode.Series.Language)
    {
        Rules = episode.Series.Rules,
        Zone = episode.Series.Zone,
    };
}
