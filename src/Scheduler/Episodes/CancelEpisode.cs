using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using TalksPlatform.Contracts;

namespace TalksPlatform.Scheduler.Episodes;

/// <summary>Calls an episode off. It keeps its address, where people read that it does not take place.</summary>
internal static class CancelEpisode
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/episodes/{episodeId}/cancel", HandleAsync)
        .RequireAuthorization(Policies.Host)
        .WithName(nameof(CancelEpisode));

    private static async Task<NoContent> HandleAsync(EpisodeId episodeId, SchedulerDb db, CancellationToken ct)
    {
        await using var work = await db.BeginAsync(ct);
        var episode = await work.LockEpisodeAsync(episodeId, ct);
        if (episode.Card.State == EpisodeState.Cancelled)
            return TypedResults.NoContent();

        episode.EnsureAhead();
        await work.CallOffEpisodeAsync(episodeId, ct);
        await work.CommitAsync(ct);
        return TypedResults.NoContent();
    }
}
