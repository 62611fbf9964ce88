using TalksPlatform.Contracts;
using TalksPlatform.Server.Accounts.Tokens;

namespace TalksPlatform.Server.Accounts.Sessions;

/// <summary>
/// Ends the session that asks. A speaker's own link stays good: she may open it again. An attendee stays who she is on this
/// device: she never signed in, and whoever was blocked is not somebody else at a tap.
/// </summary>
internal static class SignOut
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/api/signout", HandleAsync)
        .AllowAnonymous()
        .WithName(nameof(SignOut));

    private static async Task<IResult> HandleAsync(HttpContext context, TokenIssuer issuer, CancellationToken ct)
    {
        var session = (await issuer.PeekAsync(TokenAuthentication.PresentedBy(context.Request), ct))?.Token;
        if (session is { Kind: TokenKind.Session, Role: not Role.Attendee })
            await issuer.RevokeAsync(session.Hash, ct);
        if (session is not { Role: Role.Attendee })
            TokenCookie.Clear(context);
        return context.Request.HasFormContentType ? TypedResults.LocalRedirect("/") : TypedResults.NoContent();
    }
}
