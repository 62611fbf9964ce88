using NodaTime;
using NodaTime.TimeZones;

namespace TalksPlatform.Scheduler.Calendar;

/// <summary>
/// When an episode takes place: a local time and its zone, as people wrote it on their calendars, and the instants that
/// follow. Where a clock change makes the local time happen twice, the first is meant; where it makes it never happen,
/// the offset before the change counts.
/// </summary>
internal sealed record Slot(LocalDateTime Local, string Zone, DateTimeOffset StartsAt, DateTimeOffset EndsAt)
{
    public static Slot At(LocalDateTime local, string zone, TimeSpan duration)
    {
        var starts = ZoneNamed(zone).ResolveLocal(local, Resolvers.LenientResolver).ToInstant().ToDateTimeOffset();
        return new Slot(local, zone, starts, starts + duration);
    }

    /// <exception cref="Foundation.Faults.FaultException">zone.unknown.</exception>
    public static DateTimeZone ZoneNamed(string zone) =>
        DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) ?? throw SchedulerFaults.UnknownZone(zone).AsException();

    /// <exception cref="Foundation.Faults.FaultException">slot.past.</exception>
    public Slot EnsureToCome(DateTimeOffset now) => StartsAt > now ? this : throw SchedulerFaults.SlotPast.AsException();
}
