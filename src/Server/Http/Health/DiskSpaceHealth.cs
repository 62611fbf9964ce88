using Microsoft.Extensions.Diagnostics.HealthChecks;
using TalksPlatform.Foundation;

namespace TalksPlatform.Server.Http.Health;

/// <summary>There is room for the talks to come: a talk of two hours takes about 1 GB until its renditions are made.</summary>
internal sealed class DiskSpaceHealth(DataFolder folder) : IHealthCheck
{
    private const long Enough = 4L << 30;
    private const long Least = 1L << 30;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var free = new DriveInfo(folder.Path).AvailableFreeSpace;
        var text = $"{free >> 20:N0} MB are free where the recordings go.";
        return Task.FromResult(free switch
        {
            >= Enough => HealthCheckResult.Healthy(text),
            >= Least => HealthCheckResult.Degraded(text),
            _ => HealthCheckResult.Unhealthy(text),
        });
    }
}
