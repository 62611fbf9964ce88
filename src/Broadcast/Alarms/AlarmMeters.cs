using System.Diagnostics.Metrics;
using TalksPlatform.Broadcast.Hubs;

namespace TalksPlatform.Broadcast.Alarms;

/// <summary>What collectors see of alarms, by their code and nobody's name.</summary>
internal static class AlarmMeters
{
    public const string Name = "TalksPlatform.Broadcast";

    private static readonly Meter Meter = new(Name);
    private static readonly Counter<long> Raised = Meter.CreateCounter<long>("talks.alarms.raised", "{alarm}", "Alarms that were raised.");
    private static readonly Counter<long> Told = Meter.CreateCounter<long>("talks.alarms.told", "{message}", "Alarms that a webhook took.");
    private static readonly Counter<long> Lost = Meter.CreateCounter<long>("talks.alarms.lost", "{message}", "Alarms that a webhook never took.");

    public static void Raise(AlarmView alarm) =>
        Raised.Add(1, new("code", alarm.Code), new KeyValuePair<string, object?>("level", alarm.Level.ToString().ToLowerInvariant()));

    public static void Tell() => Told.Add(1);

    public static void Lose() => Lost.Add(1);
}
