using TalksPlatform.Foundation.Faults;
using TalksPlatform.Server.Accounts.Tokens;

namespace TalksPlatform.Server.Accounts.Attendees;

/// <summary>
/// Makes an attendee of whoever opens an episode's page for the first time, so that her question works at once and
/// without a script. When PostgreSQL is down the page is shown all the same, and the next visit makes up for it.
/// </summary>
internal sealed class FirstVisit(RequestDelegate next, TokenIssuer issuer, TimeProvider time, ILogger<FirstVisit> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.User.Identity is not { IsAuthenticated: true } && IsPage(context.Request))
            await WelcomeAsync(context);
        await next(context);
    }

    private static bool IsPage(HttpRequest request) =>
        HttpMethods.IsGet(request.Method)
        && (request.Path.StartsWithSegments("/e", StringComparison.Ordinal) || request.Path.StartsWithSegments("/screen", StringComparison.Ordinal))
        && !request.Headers.ContainsKey("Sec-Purpose") // a prefetch: nobody has come yet
        && request.GetTypedHeaders().Accept.Any(type => type.MediaType == "text/html");

    private async Task WelcomeAsync(HttpContext context)
    {
        var expiresAt = time.GetUtcNow() + RegisterAttendee.Lifetime;
        try
        {
            var issued = await issuer.IssueAsync(NewPerson.Attendee(name: null), TokenKind.Session, expiresAt, context.RequestAborted);
            TokenCookie.Set(context, issued.Secret, expiresAt);
            context.User = issued.Token.Principal;
        }
        catch (Exception failure) when (failure is Npgsql.NpgsqlException or TimeoutException or FaultException)
        {
            logger.LogWarning("A visitor got no attendee's cookie. {Reason}", failure.Message);
        }
    }
}
