using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace TalksPlatform.Broadcast.Media.Clock;

/// <summary>The programme's clock ticks in time. A late one is told and no reason to send anybody elsewhere: the sound goes on.</summary>
internal sealed class ClockHealth(ProgramClock clock) : IHealthCheck
{
    private static readonly TimeSpan Late = TimeSpan.FromMilliseconds(10);

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var lateness = clock.Lateness;
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"99 % of {lateness.Ticks} ticks came less than {lateness.Quantile(0.99).TotalMilliseconds:0.##} ms late, the latest {lateness.Worst.TotalMilliseconds:0.##} ms; {clock.Skipped} never came; the garbage collector was at work before {lateness.Collections}, the latest of those {lateness.WorstInCollection.TotalMilliseconds:0.##} ms late.");
        return Task.FromResult(lateness.Quantile(0.99) <= Late ? HealthCheckResult.Healthy(text) : HealthCheckResult.Degraded(text));
    }
}
