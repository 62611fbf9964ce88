using Microsoft.Extensions.Logging;

namespace TalksPlatform.Broadcast.Media.Programme;

/// <summary>
/// Goes along with each programme from its green room to its end, beside the sound: meters, guards, players. To add one,
/// write it and register it. One object for all programmes, so what it keeps of one lives in its call.
/// </summary>
internal interface IProgrammeCompanion
{
    /// <summary>Runs until it is cancelled. When it fails it is called again a second later.</summary>
    Task RunAsync(ProgrammeRun run, CancellationToken ct);
}

/// <summary>Keeps the companions of one programme going; whatever one runs into, the sound and the others go on.</summary>
internal sealed class CompanionKeeper(ProgrammeRun run, IEnumerable<IProgrammeCompanion> companions, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    /// <summary>Runs until it is cancelled; that is no error.</summary>
    public Task RunAsync(CancellationToken ct) => Task.WhenAll(companions.Select(companion => KeepAsync(companion, ct)));

    private async Task KeepAsync(IProgrammeCompanion companion, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await companion.RunAsync(run, ct);
                return;
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                logger.LogError(failure, "Talk {Talk}: {Companion} failed and begins again", run.Programme.Talk, companion.GetType().Name);
            }
            await Task.Delay(RetryAfter, time, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
