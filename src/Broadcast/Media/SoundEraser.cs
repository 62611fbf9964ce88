using System.Data.Common;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TalksPlatform.Broadcast.Media.Outputs;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation;
using TalksPlatform.Foundation.Faults;

namespace TalksPlatform.Broadcast.Media;

/// <summary>
/// Sees to it that nothing stays of the sound of a talk that is not recorded, also when whoever mixed it was killed before
/// its end, or lost it to another node: what lies here is looked through at each start, and each hour. Any thread.
/// </summary>
internal sealed class SoundEraser(
    TalkDirectory talks, TalkLog log, IEnumerable<IStandingOutput> outputs, TimeProvider time, ILogger<SoundEraser> logger) : BackgroundService
{
    private static readonly TimeSpan ListenersDelay = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromHours(1);

    /// <summary>Deletes the talk's sound, once those who listen a little behind have heard its end; at once when this is cancelled.</summary>
    public async Task EraseAsync(TalkSession talk, CancellationToken ct)
    {
        if (talk.State is not { Phase: TalkPhase.Ended, NotRecorded: true, EndedAt: { } endedAt })
            return;
        if (endedAt + ListenersDelay - time.GetUtcNow() is var wait && wait > TimeSpan.Zero)
            await Task.Delay(wait, time, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        var refused = new Outage(logger, $"The disk with the sound of talk {talk.Id}, which is to be deleted,");
        while (!TryErase(talk.Id, refused))
        {
            if (ct.IsCancellationRequested)
                return; // the next start finds it
            await Task.Delay(RetryAfter, time, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        logger.LogInformation("Talk {Talk} was not recorded, and nothing of its sound is kept", talk.Id);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var unreadable = new Outage(logger, "The log, by which sound is deleted that nobody may keep,");
        while (!stoppingToken.IsCancellationRequested)
        {
            var pause = LookAgainAfter;
            try
            {
                await SweepAsync(stoppingToken);
                unreadable.Ended();
            }
            catch (Exception failure) when (failure is DbException or FaultException or IOException or TimeoutException)
            {
                unreadable.Began(failure);
                pause = RetryAfter;
            }
            catch (OperationCanceledException)
            {
                return;
            }
            await Task.Delay(pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Deletes what should not be here any more.</summary>
    private async Task SweepAsync(CancellationToken ct)
    {
        foreach (var ended in await log.EndedUnrecordedAsync(outputs.SelectMany(output => output.Kept).Distinct(), ct))
            await SweepAsync(ended, ct);
    }

    private async Task SweepAsync(TalkId ended, CancellationToken ct)
    {
        try
        {
            if (await talks.TryFindAsync(ended, ct) is { } talk)
                await EraseAsync(talk, ct);
        }
        catch (Exception unreadable) when (unreadable is not (OperationCanceledException or FaultException)) // one talk's log must not keep the others' sound
        {
            logger.LogError(unreadable, "Whether talk {Talk} was recorded cannot be read, and its sound is kept", ended);
        }
    }

    private bool TryErase(TalkId talk, Outage refused)
    {
        try
        {
            foreach (var output in outputs)
                output.Erase(talk);
            refused.Ended();
            return true;
        }
        catch (DirectoryNotFoundException)
        {
            return false; // another node deletes the same folder
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            refused.Began(refusal);
            return false;
        }
    }
}
