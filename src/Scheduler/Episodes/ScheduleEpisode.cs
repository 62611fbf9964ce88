using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using NodaTime;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Messaging;
using TalksPlatform.Scheduler.Calendar;
using TalksPlatform.Scheduler.Series;

namespace TalksPlatform.Scheduler.Episodes;

/// <summary>Puts an episode on the calendar; its green room opens by itself when the time comes.</summary>
internal static class ScheduleEpisode
{
    public sealed record Request(
        [Required, StringLength(160, MinimumLength = 1)] string Title,
        LocalDateTime StartsAt,
        [Range(1, 24 * 60)] int DurationMinutes = 60,
        [StringLength(8000)] string? Description = null,
        [MaxLength(20)] IReadOnlyList<string>? Speakers = null);

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/series/{seriesId}/episodes", HandleAsync)
        .RequireAuthorization(Policies.Host)
        .WithName(nameof(ScheduleEpisode));

    private static async Task<Created<EpisodeView>> HandleAsync(
        SeriesId seriesId, Request request, SchedulerDb db, TimeProvider time, CancellationToken ct)
    {
        var series = await db.FindSeriesAsync(seriesId, ct) ?? throw SchedulerFaults.UnknownSeries.AsException();
        var now = time.GetUtcNow();
        var slot = Slot.At(request.StartsAt, series.Zone, TimeSpan.FromMinutes(request.DurationMinutes)).EnsureToCome(now);
        var plan = Episode.Plan(series, request.Title.Trim(), request.Description ?? "", request.Speakers ?? [], slot);

        await using var work = await db.BeginAsync(ct);
        var episode = await work.AddEpisodeAsync(plan, now, ct);
        await work.AddFactAsync(episode.AsScheduled(), ct);
        await work.CommitAsync(ct);

        return TypedResults.Created($"/api/episodes/{episode.Id}", EpisodeView.Of(episode));
    }
}
