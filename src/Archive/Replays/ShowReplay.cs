using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using TalksPlatform.Contracts;

namespace TalksPlatform.Archive.Replays;

/// <summary>The replay as programs read it: renditions with sizes and loudness, chapters, questions with their places.</summary>
internal static class ShowReplay
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/api/episodes/{episodeId}/replay", HandleAsync)
        .AllowAnonymous()
        .WithName(nameof(ShowReplay))
        .WithSummary("The published replay of an episode");

    private static async Task<Results<Ok<ReplayView>, NotFound>> HandleAsync(
        EpisodeId episodeId, IReplayReader replays, CancellationToken ct) =>
        await replays.FindAsync(episodeId, ct) is { } replay ? TypedResults.Ok(replay) : TypedResults.NotFound();
}
