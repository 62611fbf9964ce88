using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace TalksPlatform.Archive.Storage;

/// <summary>Clears away, at start, the drafts of a process that was killed. Another node's drafts are fresh and stay.</summary>
internal sealed class DraftSweeper(DiskMediaStore store, TimeProvider time, ILogger<DraftSweeper> log) : IHostedService
{
    private static readonly TimeSpan Stale = TimeSpan.FromHours(1);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var swept = store.SweepDrafts(untouchedSince: time.GetUtcNow() - Stale);
        if (swept > 0)
            log.LogInformation("Deleted {Count} drafts that an earlier run left behind", swept);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
