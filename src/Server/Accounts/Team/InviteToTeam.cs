using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using TalksPlatform.Contracts;
using TalksPlatform.Server.Accounts.Invitations;
using TalksPlatform.Server.Accounts.Tokens;
using TalksPlatform.Server.Http;

namespace TalksPlatform.Server.Accounts.Team;

/// <summary>Makes a one-time link for a host, producer, moderator or screener of one series.</summary>
internal static class InviteToTeam
{
    /// <summary>What a host may make of somebody: nothing above herself.</summary>
    public const string Roles = "(?i)screener|moderator|producer|host";

    public sealed record Request(
        [Required, StringLength(80, MinimumLength = 1)] string Name,
        [Required, RegularExpression(Roles)] string Role);

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/api/series/{seriesId}/team", HandleAsync)
        .RequireAuthorization(Policies.Host)
        .WithName(nameof(InviteToTeam));

    private static async Task<Created<InviteHost.Response>> HandleAsync(
        SeriesId seriesId, Request request, HttpContext http, IEpisodeReader calendar, SiteUrl site, TokenIssuer issuer, TimeProvider time,
        CancellationToken ct)
    {
        if ((await calendar.SeriesAsync(ct)).All(series => series.Id != seriesId))
            throw TeamFaults.UnknownSeries.AsException();
        var member = new Membership(seriesId, Enum.Parse<Role>(request.Role, ignoreCase: true));
        var issued = await issuer.IssueAsync(
            NewPerson.InTeam(request.Name.Trim(), member), TokenKind.OneTimeLink, time.GetUtcNow() + InviteHost.Lifetime, ct);
        var link = site.At(http.Request, $"/signin/{issued.Secret.Text}");
        return TypedResults.Created(link, new InviteHost.Response(link, issued.Secret.Text, issued.Token.Person));
    }
}
