using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Jobs;
using TalksPlatform.Foundation.Messaging;

namespace TalksPlatform.Scheduler.Jobs;

/// <summary>
/// Puts the jobs of an episode where its date is. It hears the calendar's own facts, which were committed with the
/// episode: so no crash can leave an episode without its jobs, and a move moves them.
/// </summary>
internal sealed class EpisodeJobs(IJobQueue jobs, SchedulerOptions options) : IFactHandler<EpisodeScheduled>, IFactHandler<EpisodeCancelled>
{
    public async Task HandleAsync(EpisodeScheduled fact, CancellationToken ct)
    {
        var key = fact.EpisodeId.ToString();
        await jobs.ScheduleAsync(key, new OpenGreenRoom(fact.EpisodeId), fact.StartsAt - options.GreenRoomLead, ct);
        await jobs.ScheduleAsync(key, new ReconcileEpisode(fact.EpisodeId), fact.StartsAt + ReconcileEpisodeJob.Delay, ct);
    }

    public async Task HandleAsync(EpisodeCancelled fact, CancellationToken ct)
    {
        var key = fact.EpisodeId.ToString();
        await jobs.CancelAsync<OpenGreenRoom>(key, ct);
        await jobs.CancelAsync<ReconcileEpisode>(key, ct);
    }
}
