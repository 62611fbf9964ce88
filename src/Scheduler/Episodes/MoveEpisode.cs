using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using NodaTime;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Messaging;
using TalksPlatform.Scheduler.Calendar;

namespace TalksPlatform.Scheduler.Episodes;

/// <summary>Gives an episode another time, its length too if one is given. Its address stays, and so do those who are in its room.</summary>
internal static class MoveEpisode
{
    public sealed record Request(
        LocalDateTime StartsAt,
        [Range(1, 24 * 60)] int? DurationMinutes = null);

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/episodes/{episodeId}/move", HandleAsync)
        .RequireAuthorization(Policies.Host)
        .WithName(nameof(MoveEpisode));

    private static async Task<Ok<EpisodeView>> HandleAsync(
        EpisodeId episodeId, Request request, SchedulerDb db, TimeProvider time, CancellationToken ct)
    {
        await using var work = await db.BeginAsync(ct);
        var episode = (await work.LockEpisodeAsync(episodeId, ct)).EnsureAhead();
        var duration = request.DurationMinutes is { } minutes ? TimeSpan.FromMinutes(minutes) : episode.Card.EndsAt - episode.Card.StartsAt;
        var moved = episode.MovedTo(Slot.At(request.StartsAt, episode.Zone, duration).EnsureToCome(time.GetUtcNow()));

        await work.UpdateSlotAsync(moved, ct);
        await work.AddFactAsync(moved.AsScheduled(), ct);
        await work.CommitAsync(ct);

        return TypedResults.Ok(EpisodeView.Of(moved));
    }
}
