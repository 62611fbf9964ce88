using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using TalksPlatform.Contracts;
using TalksPlatform.Server.Accounts.Tokens;

namespace TalksPlatform.Server.Accounts.Team;

/// <summary>
/// Takes somebody out of a team. What she has open is cut within seconds, on every server; where it was her last team, she
/// is signed out everywhere. Only an administrator takes out a series' last host.
/// </summary>
internal static class LeaveTeam
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapDelete("/api/series/{seriesId}/team/{personId}", OfSeriesAsync).RequireAuthorization(Policies.Host).WithName(nameof(LeaveTeam));
        api.MapDelete("/api/team/{personId}", OfAllAsync).RequireAuthorization(Policies.Administer).WithName("LeaveTeamOfAll");
    }

    private static Task<NoContent> OfSeriesAsync(
        SeriesId seriesId, PersonId personId, ClaimsPrincipal user, AccountsDb db, TokenDirectory tokens, TimeProvider time, CancellationToken ct) =>
        RemoveAsync(personId, seriesId, Actor.From(user).Role < Role.Administrator, db, tokens, time, ct);

    private static Task<NoContent> OfAllAsync(
        PersonId personId, AccountsDb db, TokenDirectory tokens, TimeProvider time, CancellationToken ct) =>
        RemoveAsync(personId, series: null, hostStays: false, db, tokens, time, ct);

    private static async Task<NoContent> RemoveAsync(
        PersonId person, SeriesId? series, bool hostStays, AccountsDb db, TokenDirectory tokens, TimeProvider time, CancellationToken ct)
    {
        if (await db.RemoveMemberAsync(person, series, hostStays, time.GetUtcNow(), ct) is not { } ended)
            throw TeamFaults.NotInTeam.AsException();
        foreach (var hash in ended)
            tokens.Revoke(hash);
        tokens.Forget(person, cut: true);
        return TypedResults.NoContent();
    }
}
