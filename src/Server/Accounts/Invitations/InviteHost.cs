using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using TalksPlatform.Contracts;
using TalksPlatform.Server.Accounts.Tokens;
using TalksPlatform.Server.Http;

namespace TalksPlatform.Server.Accounts.Invitations;

/// <summary>Makes a one-time link for a new host of all series, those to come too.</summary>
internal static class InviteHost
{
    /// <summary>How long a link into a team is good.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    public sealed record Request([Required, StringLength(80, MinimumLength = 1)] string Name);

    /// <param name="Link">To be passed on to the host; works once, for a week.</param>
    /// <param name="Token">The token in the link, for programs.</param>
    /// <param name="Person">The host.</param>
    public sealed record Response(Uri Link, string Token, PersonId Person);

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/api/invitations", HandleAsync)
        .RequireAuthorization(Policies.Administer)
        .WithName(nameof(InviteHost));

    private static async Task<Created<Response>> HandleAsync(
        Request request, HttpRequest http, SiteUrl site, TokenIssuer issuer, TimeProvider time, CancellationToken ct)
    {
        var issued = await issuer.IssueAsync(
            NewPerson.InTeam(request.Name.Trim(), new Membership(Series: null, Role.Host)), TokenKind.OneTimeLink, time.GetUtcNow() + Lifetime, ct);
        var link = site.At(http, $"/signin/{issued.Secret.Text}");
        return TypedResults.Created(link, new Response(link, issued.Secret.Text, issued.Token.Person));
    }
}
