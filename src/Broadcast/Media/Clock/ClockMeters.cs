using System.Diagnostics.Metrics;
using System.Globalization;

namespace TalksPlatform.Broadcast.Media.Clock;

/// <summary>How the house keeps time, for whoever watches this process (System.Diagnostics.Metrics): summed up when it is asked for.</summary>
internal sealed class ClockMeters : IDisposable
{
    /// <summary>The meter's name.</summary>
    public const string Name = "TalksPlatform.Media";

    private readonly Meter _meter = new(Name);

    public ClockMeters(ProgramClock clock)
    {
        var lateness = clock.Lateness;
        _meter.CreateObservableCounter(
            "talks.clock.ticks",
            () => Enumerable.Range(0, ClockLateness.Bounds.Count + 1).Select(step => new Measurement<long>(
                lateness.CountOf(step), new KeyValuePair<string, object?>("late", NameOf(step)))),
            "{tick}",
            "Ticks by how late they came, in milliseconds at most");
        _meter.CreateObservableGauge("talks.clock.worst", () => lateness.Worst.TotalMilliseconds, "ms", "The latest that a tick ever came");
        _meter.CreateObservableCounter("talks.clock.skipped", () => clock.Skipped, "{tick}", "Ticks that never came");
        _meter.CreateObservableCounter(
            "talks.clock.collections", () => lateness.Collections, "{tick}", "Ticks before which the garbage collector was at work");
        _meter.CreateObservableCounter(
            "talks.clock.pauses", () => GC.GetTotalPauseDuration().TotalMilliseconds, "ms", "How long the garbage collector stopped all threads");
    }

    public void Dispose() => _meter.Dispose();

    private static string NameOf(int step) => step < ClockLateness.Bounds.Count
        ? (ClockLateness.Bounds[step] / 1000.0).ToString(CultureInfo.InvariantCulture)
        : "more";
}
