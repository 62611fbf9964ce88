using TalksPlatform.Foundation.Faults;

namespace TalksPlatform.Scheduler;

/// <summary>What can be wrong with a wish for the calendar.</summary>
internal static class SchedulerFaults
{
    public static Fault UnknownSeries { get; } = new("series.unknown", FaultKind.NotFound, "There is no such series.");

    public static Fault UnknownEpisode { get; } = new("episode.unknown", FaultKind.NotFound, "There is no such episode.");

    public static Fault SlotTaken { get; } = new(
        "slot.taken", FaultKind.Conflict, "Another episode of this series takes place then: choose another time, or move the other one.");

    public static Fault SlotPast { get; } = new("slot.past", FaultKind.Invalid, "That time is past: choose one that is to come.");

    public static Fault SlotUnset { get; } = new("slot.invalid", FaultKind.Invalid, "Give the start as a local time, e.g. 2026-11-26T19:00:00.");

    public static Fault UnknownZone(string zone) => new(
        "zone.unknown", FaultKind.Invalid, $"“{zone}” is no time zone: choose one like Asia/Vientiane.");

    public static Fault TooLate(string state) => new(
        "episode.too-late", FaultKind.Conflict, $"The episode is {state}: it can be moved or cancelled only before it goes on air.");

    public static Fault UnknownJob { get; } = new("job.unknown", FaultKind.NotFound, "There is no such failed job.");
}
