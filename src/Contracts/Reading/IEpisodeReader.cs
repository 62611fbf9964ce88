namespace TalksPlatform.Contracts;

/// <summary>The calendar, for reading.</summary>
public interface IEpisodeReader
{
    /// <summary>The episode, or null.</summary>
    Task<EpisodeCard?> FindAsync(EpisodeId id, CancellationToken ct);

    /// <summary>The episode at /e/{slug}, or null.</summary>
    Task<EpisodeCard?> FindBySlugAsync(string slug, CancellationToken ct);

    /// <summary>Public episodes that have not ended, soonest first.</summary>
    Task<IReadOnlyList<EpisodeCard>> UpcomingAsync(int limit, CancellationToken ct);

    /// <summary>Episodes that have ended, latest first; of one series, or of all when it is null.</summary>
    Task<IReadOnlyList<EpisodeCard>> PastAsync(SeriesId? series, int limit, CancellationToken ct);

    /// <summary>All series, by title.</summary>
    Task<IReadOnlyList<SeriesCard>> SeriesAsync(CancellationToken ct);

    /// <summary>The series at /s/{slug}, or null.</summary>
    Task<SeriesCard?> FindSeriesAsync(string slug, CancellationToken ct);
}

/// <summary>What the public may know of a series.</summary>
/// <param name="Id">The series.</param>
/// <param name="Slug">Its address: /s/{slug}.</param>
/// <param name="Title">Plain text.</param>
/// <param name="Description">Plain text.</param>
/// <param name="Language">BCP 47 tag.</param>
/// <param name="Zone">IANA zone of its local times, e.g. Asia/Vientiane.</param>
/// <param name="Author">Who makes it, for the feed.</param>
/// <param name="Email">The contact that the feed shows, or null.</param>
/// <param name="Category">An iTunes category, e.g. Business.</param>
/// <param name="Frequency">Where it is heard without data, e.g. "FM 103.7", or null.</param>
/// <param name="Phone">The number to call in, as people dial it, or null.</param>
/// <param name="Rules">What it permits in the rooms of its talks.</param>
public sealed record SeriesCard(
    SeriesId Id,
    string Slug,
    string Title,
    string Description,
    string Language,
    string Zone,
    string Author,
    string? Email,
    string Category,
    string? Frequency,
    string? Phone,
    RoomRules Rules);

/// <summary>What the public may know of an episode.</summary>
/// <param name="Id">The episode.</param>
/// <param name="Series">Its series.</param>
/// <param name="Slug">Its address: /e/{slug}.</param>
/// <param name="Title">Plain text.</param>
/// <param name="Description">Plain text.</param>
/// <param name="Speakers">Names, as they are announced.</param>
/// <param name="StartsAt">The planned start.</param>
/// <param name="EndsAt">The planned end.</param>
/// <param name="State">Where it stands in its life.</param>
public sealed record EpisodeCard(
    EpisodeId Id,
    SeriesCard Series,
    string Slug,
    string Title,
    string Description,
    IReadOnlyList<string> Speakers,
    DateTimeOffset StartsAt,
    DateTimeOffset EndsAt,
    EpisodeState State)
{
    /// <summary>Its live run.</summary>
    public TalkId TalkId => TalkId.Of(Id);
}

/// <summary>The life of an episode as the calendar knows it.</summary>
public enum EpisodeState
{
    /// <summary>It stands on the calendar.</summary>
    Scheduled,

    /// <summary>Its green room is open.</summary>
    Open,

    /// <summary>It is on air.</summary>
    Live,

    /// <summary>It is over and its replay is being made.</summary>
    Ended,

    /// <summary>Its replay is public.</summary>
    Published,

    /// <summary>It will not take place.</summary>
    Cancelled,
}
