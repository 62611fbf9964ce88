using NodaTime;
using TalksPlatform.Contracts;
using TalksPlatform.Scheduler.Calendar;

namespace TalksPlatform.Scheduler.Episodes;

/// <summary>An episode as the calendar keeps it: what the public sees, and the local time that it was planned in.</summary>
internal sealed record Episode(EpisodeCard Card, LocalDateTime Local, string Zone)
{
    public EpisodeId Id => Card.Id;

    /// <summary>Whether it can still be moved or cancelled.</summary>
    public bool IsAhead => Card.State is EpisodeState.Scheduled or EpisodeState.Open;

    public static Episode Plan(SeriesCard series, string title, string description, IReadOnlyList<string> speakers, Slot slot)
    {
        var id = EpisodeId.New();
        var slug = Slug.For(title, "episode", id.Value);
        return new Episode(
            new EpisodeCard(id, series, slug, title, description, speakers, slot.StartsAt, slot.EndsAt, EpisodeState.Scheduled),
            slot.Local,
            slot.Zone);
    }

    /// <exception cref="Foundation.Faults.FaultException">episode.too-late.</exception>
    public Episode EnsureAhead() => IsAhead ? this : throw SchedulerFaults.TooLate(EpisodeStates.Word(Card.State)).AsException();

    public Episode MovedTo(Slot slot) => new(Card with { StartsAt = slot.StartsAt, EndsAt = slot.EndsAt }, slot.Local, slot.Zone);

    /// <summary>The fact that it stands on the calendar like this.</summary>
    public EpisodeScheduled AsScheduled() => new(
        Card.Id, Card.Series.Id, Card.Slug, Card.Title, Card.Series.Title, Card.StartsAt, Card.EndsAt, Card.Series.Language)
    {
        Rules = Card.Series.Rules,
    };
}
