using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Jobs;
using TalksPlatform.Foundation.Messaging;
using TalksPlatform.Scheduler.Episodes;

namespace TalksPlatform.Scheduler.Jobs;

/// <summary>Which episode's green room is to be opened.</summary>
internal sealed record OpenGreenRoom(EpisodeId EpisodeId);

/// <summary>Tells, some minutes before the start, that hosts and speakers may come in. Telling it twice opens one room.</summary>
internal sealed class OpenGreenRoomJob(SchedulerDb db, SchedulerOptions options, TimeProvider time) : IJob<OpenGreenRoom>
{
    public async Task RunAsync(OpenGreenRoom args, JobRun run, CancellationToken ct)
    {
        await using var work = await db.BeginAsync(ct);
        var episode = await work.LockEpisodeAsync(args.EpisodeId, ct);

        // It may have been moved or cancelled while this run was on its way: the job of the new time will do it.
        if (episode.Card.State != EpisodeState.Scheduled || episode.Card.StartsAt - options.GreenRoomLead > time.GetUtcNow())
            return;
        await work.AddFactAsync(new GreenRoomDue(episode.AsScheduled()), ct);
        await work.CommitAsync(ct);
    }
}
