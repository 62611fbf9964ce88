using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Jobs;
using TalksPlatform.Foundation.Messaging;
using TalksPlatform.Scheduler.Episodes;

namespace TalksPlatform.Scheduler.Jobs;

/// <summary>Which episode should be on air by now.</summary>
internal sealed record ReconcileEpisode(EpisodeId EpisodeId);

/// <summary>Looks after the start whether the talk went on air. Its own timer takes it there to the second; this repairs what a restart missed.</summary>
internal sealed class ReconcileEpisodeJob(SchedulerDb db, TimeProvider time) : IJob<ReconcileEpisode>
{
    /// <summary>How long after the start it looks.</summary>
    public static readonly TimeSpan Delay = TimeSpan.FromSeconds(5);

    public async Task RunAsync(ReconcileEpisode args, JobRun run, CancellationToken ct)
    {
        await using var work = await db.BeginAsync(ct);
        var episode = await work.LockEpisodeAsync(args.EpisodeId, ct);
        if (!episode.IsAhead || episode.Card.StartsAt > time.GetUtcNow())
            return;
        await work.AddFactAsync(new EpisodeDue(episode.Id, episode.Card.StartsAt), ct);
        await work.CommitAsync(ct);
    }
}
