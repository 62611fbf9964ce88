using Microsoft.AspNetCore.Http.HttpResults;
using TalksPlatform.Contracts;

namespace TalksPlatform.Server.Accounts.Team;

/// <summary>Who works on a series; for administrators also who works on all.</summary>
internal static class ListTeam
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/api/series/{seriesId}/team", OfSeriesAsync).RequireAuthorization(Policies.Host).WithName(nameof(ListTeam));
        api.MapGet("/api/team", OfAllAsync).RequireAuthorization(Policies.Administer).WithName("ListTeamOfAll");
    }

    private static async Task<Ok<IReadOnlyList<TeamMember>>> OfSeriesAsync(
        SeriesId seriesId, AccountsDb db, TimeProvider time, CancellationToken ct) =>
        TypedResults.Ok(await db.TeamAsync(seriesId, time.GetUtcNow(), ct));

    private static async Task<Ok<IReadOnlyList<TeamMember>>> OfAllAsync(AccountsDb db, TimeProvider time, CancellationToken ct) =>
        TypedResults.Ok(await db.TeamAsync(series: null, time.GetUtcNow(), ct));
}
