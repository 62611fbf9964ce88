using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using TalksPlatform.Contracts;
using TalksPlatform.Server.Accounts.Tokens;

namespace TalksPlatform.Server.Accounts.Attendees;

/// <summary>
/// Gives an app or a program an attendee's token. Browsers get theirs with their first page: whoever brings one gets the
/// same again.
/// </summary>
internal static class RegisterAttendee
{
    public sealed record Request([StringLength(80, MinimumLength = 1)] string? Name);

    /// <summary>A new attendee, or the one that the cookie knows.</summary>
    /// <param name="Token">To be sent as "Authorization: Bearer ...".</param>
    /// <param name="Person">Who she is from now on.</param>
    public sealed record Response(string Token, PersonId Person);

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/api/attendees", HandleAsync)
        .AllowAnonymous()
        .WithName(nameof(RegisterAttendee));

    private static async Task<Ok<Response>> HandleAsync(Request request, HttpContext http, TokenIssuer issuer, AttendeeDoor door, CancellationToken ct)
    {
        if (await issuer.PeekAsync(http.Request.Cookies[TokenCookie.Name], ct) is { Token: { Kind: TokenKind.Session, Role: Role.Attendee } } known)
            return TypedResults.Ok(new Response(known.Secret.Text, known.Token.Person));
        var issued = await door.WelcomeAsync(request.Name?.Trim() is { Length: > 0 } name ? name : null, http.Connection.RemoteIpAddress, ct);
        return TypedResults.Ok(new Response(issued.Secret.Text, issued.Token.Person));
    }
}
