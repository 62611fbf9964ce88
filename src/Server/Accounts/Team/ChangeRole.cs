using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using TalksPlatform.Contracts;
using TalksPlatform.Server.Accounts.Tokens;

namespace TalksPlatform.Server.Accounts.Team;

/// <summary>
/// Gives a member of a series' team another role, up to that of whoever gives it. Whoever is lowered is cut within seconds, on
/// every server, and comes back with what she may do now; whoever is raised has it with her next page. Only an administrator
/// lowers a series' last host.
/// </summary>
internal static class ChangeRole
{
    public sealed record Request([Required, RegularExpression(InviteToTeam.Roles)] string Role);

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPut("/api/series/{seriesId}/team/{personId}", HandleAsync)
        .RequireAuthorization(Policies.Host)
        .WithName(nameof(ChangeRole));

    private static async Task<NoContent> HandleAsync(
        SeriesId seriesId, PersonId personId, Request request, ClaimsPrincipal user, AccountsDb db, TokenDirectory tokens, TimeProvider time,
        CancellationToken ct)
    {
        var (giver, role) = (Actor.From(user).Role, Enum.Parse<Role>(request.Role, ignoreCase: true));
        if (await db.ChangeRoleAsync(personId, seriesId, role, giver < Role.Administrator, time.GetUtcNow(), ct) is not { } before)
            throw TeamFaults.NotInTeam.AsException();
        tokens.Forget(personId, cut: role < before);
        return TypedResults.NoContent();
    }
}
