namespace TalksPlatform.Contracts;

/// <summary>An episode stands on the calendar, or its date, title or length, or the rules of its series, were changed.</summary>
/// <param name="EpisodeId">The episode.</param>
/// <param name="SeriesId">Its series.</param>
/// <param name="Slug">Its address: /e/{slug}.</param>
/// <param name="Title">Plain text, at most 160 characters.</param>
/// <param name="SeriesTitle">The series' title.</param>
/// <param name="StartsAt">The instant when it goes on air.</param>
/// <param name="EndsAt">The planned end.</param>
/// <param name="Language">BCP 47 tag of the language that is spoken, e.g. lo.</param>
public sealed record EpisodeScheduled(
    EpisodeId EpisodeId,
    SeriesId SeriesId,
    string Slug,
    string Title,
    string SeriesTitle,
    DateTimeOffset StartsAt,
    DateTimeOffset EndsAt,
    string Language) : IFact
{
    /// <summary>What the series permits in its rooms.</summary>
    public RoomRules Rules { get; init; } = RoomRules.Default;
}

/// <summary>Somebody founded a series.</summary>
/// <param name="SeriesId">The series.</param>
/// <param name="By">Its first host.</param>
public sealed record SeriesFounded(SeriesId SeriesId, PersonId By) : IFact;

/// <summary>An episode will not take place.</summary>
/// <param name="EpisodeId">The episode.</param>
public sealed record EpisodeCancelled(EpisodeId EpisodeId) : IFact;

/// <summary>It is time to let hosts and speakers in: the green room of this episode opens now.</summary>
/// <param name="Episode">The episode as it stands on the calendar.</param>
public sealed record GreenRoomDue(EpisodeScheduled Episode) : IFact;

/// <summary>
/// The reconciliation after the planned start: the talk should have been on air by now. Its own timer takes it on air to
/// the second; this only repairs what a restart at the wrong moment missed.
/// </summary>
/// <param name="EpisodeId">The episode.</param>
/// <param name="StartsAt">The planned start.</param>
public sealed record EpisodeDue(EpisodeId EpisodeId, DateTimeOffset StartsAt) : IFact;
