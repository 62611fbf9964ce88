using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Messaging;
using TalksPlatform.Scheduler.Episodes;

namespace TalksPlatform.Scheduler.Series;

/// <summary>Sets what a series permits and asks for in its rooms; those that are open follow at once.</summary>
internal static class SetRoomRules
{
    public sealed record Request(
        bool ModerateAfter = false, bool Chat = false, [MaxLength(10)] IReadOnlyList<RegistrationField>? Asks = null, bool NotRecorded = false);

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPut("/series/{seriesId}/rules", HandleAsync)
        .RequireAuthorization(Policies.Host)
        .WithName(nameof(SetRoomRules));

    private static async Task<Ok<RoomRules>> HandleAsync(SeriesId seriesId, Request request, SchedulerDb db, CancellationToken ct)
    {
        var rules = new RoomRules
        {
            ModerateAfter = request.ModerateAfter,
            Chat = request.Chat,
            NotRecorded = request.NotRecorded,
            Asks = [.. (request.Asks ?? []).Where(Enum.IsDefined).Distinct().Order()],
        };
        await using var work = await db.BeginAsync(ct);
        if (!await work.UpdateRulesAsync(seriesId, rules, ct))
            throw SchedulerFaults.UnknownSeries.AsException();
        foreach (var episode in await work.LockEpisodesToComeAsync(seriesId, ct))
            await work.AddFactAsync(episode.AsScheduled(), ct);
        await work.CommitAsync(ct);
        return TypedResults.Ok(rules);
    }
}
