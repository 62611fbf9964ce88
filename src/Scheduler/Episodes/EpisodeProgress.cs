using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Messaging;

namespace TalksPlatform.Scheduler.Episodes;

/// <summary>Follows the talk and its replay on the calendar. Facts may come twice or late: an episode never goes backwards.</summary>
internal sealed class EpisodeProgress(SchedulerDb db) :
    IFactHandler<TalkOpened>, IFactHandler<TalkWentLive>, IFactHandler<TalkEnded>, IFactHandler<ReplayPublished>
{
    public Task HandleAsync(TalkOpened fact, CancellationToken ct) => ReachAsync(fact.TalkId.Episode, EpisodeState.Open, ct);

    public Task HandleAsync(TalkWentLive fact, CancellationToken ct) => ReachAsync(fact.TalkId.Episode, EpisodeState.Live, ct);

    /// <summary>A talk that was ended before it went on air does not take place.</summary>
    public Task HandleAsync(TalkEnded fact, CancellationToken ct) =>
        fact.StartedAt is null ? CallOffAsync(fact.TalkId.Episode, ct) : ReachAsync(fact.TalkId.Episode, EpisodeState.Ended, ct);

    public Task HandleAsync(ReplayPublished fact, CancellationToken ct) => ReachAsync(fact.EpisodeId, EpisodeState.Published, ct);

    private async Task CallOffAsync(EpisodeId episode, CancellationToken ct)
    {
        await using var work = await db.BeginAsync(ct);
        await work.CallOffEpisodeAsync(episode, ct);
        await work.CommitAsync(ct);
    }

    private async Task ReachAsync(EpisodeId episode, EpisodeState state, CancellationToken ct)
    {
        await using var work = await db.BeginAsync(ct);
        await work.AdvanceEpisodeAsync(episode, state, EpisodeStates.Before(state), ct);
        await work.CommitAsync(ct);
    }
}
