using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Messaging;
using TalksPlatform.Scheduler.Calendar;

namespace TalksPlatform.Scheduler.Series;

/// <summary>Founds a series: what its episodes have in common, above all the zone of their local times.</summary>
internal static class CreateSeries
{
    public sealed record Request(
        [Required, StringLength(160, MinimumLength = 1)] string Title,
        [Required, StringLength(64)] string Zone,
        [StringLength(4000)] string? Description = null,
        [StringLength(35), RegularExpression("^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$")] string? Language = null,
        [StringLength(160)] string? Author = null,
        [StringLength(254), EmailAddress] string? Email = null,
        [StringLength(80)] string? Category = null,
        [StringLength(40)] string? Frequency = null,
        [StringLength(40)] string? Phone = null,
        RoomRules? Rules = null);

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/series", HandleAsync)
        .RequireAuthorization(Policies.Host)
        .WithName(nameof(CreateSeries));

    private static async Task<Created<SeriesCard>> HandleAsync(Request request, ClaimsPrincipal user, SchedulerDb db, TimeProvider time, CancellationToken ct)
    {
        var series = Draft(request);
        await using var work = await db.BeginAsync(ct);
        var added = await work.AddSeriesAsync(series, time.GetUtcNow(), ct);
        if (Actor.From(user).Role is Role.Host)
            await work.AddFactAsync(new SeriesFounded(added.Id, Actor.From(user).Id), ct);
        await work.CommitAsync(ct);
        return TypedResults.Created($"/s/{added.Slug}", added);
    }

    private static SeriesCard Draft(Request request)
    {
        var id = SeriesId.New();
        var title = request.Title.Trim();
        return new SeriesCard(
            id,
            Slug.For(title, "series", id.Value),
            title,
            request.Description ?? "",
            request.Language ?? "en",
            Slot.ZoneNamed(request.Zone).Id,
            request.Author ?? title,
            request.Email,
            request.Category ?? "Business",
            request.Frequency,
            request.Phone,
            request.Rules ?? RoomRules.Default);
    }
}
