using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using TalksPlatform.Contracts;
using TalksPlatform.Server.Accounts.Tokens;
using TalksPlatform.Server.Http;

namespace TalksPlatform.Server.Accounts.Attendees;

/// <summary>
/// Gives an app or a program an attendee's token. Browsers get theirs with their first page: whoever brings one gets the
/// same again.
/// </summary>
internal static class RegisterAttendee
{
    /// <summary>How long a device is known as the same attendee.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(180);

    public sealed record Request([StringLength(80, MinimumLength = 1)] string? Name);

    /// <param name="Token">To be sent as "Authorization: Bearer ...".</param>
    /// <param name="Person">Who she is from now on.</param>
    public sealed record Response(string Token, PersonId Person);

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/api/attendees", HandleAsync)
        .AllowAnonymous()
        .RequireRateLimiting(RateLimits.NewAttendees)
        .WithName(nameof(RegisterAttendee));

    private static async Task<Ok<Response>> HandleAsync(Request request, HttpContext http, TokenIssuer issuer, TimeProvider time, CancellationToken ct)
    {
        if (await issuer.PeekAsync(http.Request.Cookies[TokenCookie.Name], ct) is { Token: { Kind: TokenKind.Session, Role: Role.Attendee } } known)
            return TypedResults.Ok(new Response(known.Secret.Text, known.Token.Person));
        var attendee = NewPerson.Attendee(request.Name?.Trim() is { Length: > 0 } name ? name : null);
        var issued = await issuer.IssueAsync(attendee, TokenKind.Session, time.GetUtcNow() + Lifetime, ct);
        return TypedResults.Ok(new Response(issued.Secret.Text, issued.Token.Person));
    }
}
