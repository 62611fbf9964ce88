using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using TalksPlatform.Foundation.Faults;
using TalksPlatform.Server.Http;

namespace TalksPlatform.Server.Accounts.Tokens;

/// <summary>
/// Turns a token into a person: from the Authorization header, else from the cookie, and for the hub alone from the
/// query, since a browser's WebSocket can send no header.
/// </summary>
internal sealed class TokenAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, TokenDirectory tokens)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    /// <summary>The name of this scheme.</summary>
    public const string SchemeName = "token";

    private const string Bearer = "Bearer ";

    /// <summary>What the request itself presents, whatever it is good for.</summary>
    public static string? PresentedBy(HttpRequest request)
    {
        if (request.Headers.Authorization is [{ } header] && header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
            return header[Bearer.Length..].Trim();
        if (request.Path.StartsWithSegments("/hub", StringComparison.Ordinal) && request.Query["access_token"] is [{ Length: > 0 } query])
            return query;
        return request.Cookies[TokenCookie.Name];
    }

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (PresentedBy(Request) is not { Length: > 0 } text)
            return AuthenticateResult.NoResult();
        if (!OpaqueToken.TryParse(text, out var presented))
            return AuthenticateResult.Fail("The token is malformed.");
        try
        {
            return await tokens.FindAsync(presented.Hash, Context.RequestAborted) is { Kind: not TokenKind.OneTimeLink } token
                ? AuthenticateResult.Success(Ticket(token))
                : AuthenticateResult.Fail("The token is not known, has expired or was revoked.");
        }
        catch (FaultException unavailable)
        {
            // Not thrown here: what is open to everybody stays open while PostgreSQL is down.
            return AuthenticateResult.Fail(unavailable);
        }
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var result = await HandleAuthenticateOnceSafeAsync();
        if (result.Failure is FaultException unavailable)
            throw unavailable;
        Response.Headers.WWWAuthenticate = "Bearer";
        await RefuseAsync(StatusCodes.Status401Unauthorized, "access.signed-out", "Sign in with the link that you were given.");
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        RefuseAsync(StatusCodes.Status403Forbidden, "access.denied", "Your sign-in does not permit this. Ask a host or an administrator.");

    /// <summary>People get the page that stands for the status.</summary>
    private Task RefuseAsync(int status, string code, string text)
    {
        Response.StatusCode = status;
        return Problem.IsForPeople(Request) ? Task.CompletedTask : Problem.WriteAsync(Context, status, code, text);
    }

    private static AuthenticationTicket Ticket(KnownToken token) =>
        new(token.Principal, new AuthenticationProperties { ExpiresUtc = token.ExpiresAt }, SchemeName);
}
