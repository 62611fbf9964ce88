using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using TalksPlatform.Contracts;

namespace TalksPlatform.Scheduler.Episodes;

/// <summary>The calendar for anybody: what is to come, or what has been, and one episode.</summary>
internal static class ReadEpisodes
{
    private const int Most = 100;

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/episodes", ListAsync).AllowAnonymous().WithName("ListEpisodes");
        api.MapGet("/episodes/{episodeId}", FindAsync).AllowAnonymous().WithName("ReadEpisode");
    }

    // past=true: those that have ended, latest first, instead of those to come, soonest first.
    private static async Task<Ok<EpisodeView[]>> ListAsync(SchedulerDb db, TimeProvider time, CancellationToken ct, bool past = false)
    {
        var episodes = past ? await db.PastEpisodesAsync(null, Most, ct) : await db.UpcomingEpisodesAsync(time.GetUtcNow(), Most, ct);
        return TypedResults.Ok(episodes.Select(EpisodeView.Of).ToArray());
    }

    private static async Task<Ok<EpisodeView>> FindAsync(EpisodeId episodeId, SchedulerDb db, CancellationToken ct) =>
        await db.FindEpisodeAsync(episodeId, ct) is { } episode
            ? TypedResults.Ok(EpisodeView.Of(episode))
            : throw SchedulerFaults.UnknownEpisode.AsException();
}
