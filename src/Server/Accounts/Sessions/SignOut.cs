using TalksPlatform.Server.Accounts.Tokens;

namespace TalksPlatform.Server.Accounts.Sessions;

/// <summary>Ends the session that asks. A speaker's own link stays good: she may open it again.</summary>
internal static class SignOut
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/api/signout", HandleAsync)
        .AllowAnonymous()
        .WithName(nameof(SignOut));

    private static async Task<IResult> HandleAsync(HttpContext context, TokenIssuer issuer, CancellationToken ct)
    {
        if (await issuer.PeekAsync(TokenAuthentication.PresentedBy(context.Request), ct) is { Token: { Kind: TokenKind.Session } session })
            await issuer.RevokeAsync(session.Hash, ct);
        TokenCookie.Clear(context);
        return context.Request.HasFormContentType ? TypedResults.LocalRedirect("/") : TypedResults.NoContent();
    }
}
