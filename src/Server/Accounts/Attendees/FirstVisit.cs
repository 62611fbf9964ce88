using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Faults;
using TalksPlatform.Server.Accounts.Tokens;
using TalksPlatform.Server.Http;

namespace TalksPlatform.Server.Accounts.Attendees;

/// <summary>
/// Makes an attendee of whoever opens an episode's page for the first time, so that her question works at once and
/// without a script. When PostgreSQL is down, or very many come at once, the page is shown all the same, and the next
/// visit makes up for it.
/// </summary>
internal sealed class FirstVisit(RequestDelegate next, AttendeeDoor door, IEpisodeReader episodes, ILogger<FirstVisit> logger)
{
    public Task InvokeAsync(HttpContext context) =>
        context.User.Identity is not { IsAuthenticated: true } && IsPage(context.Request) && context.GetRouteValue("slug") is string slug
            ? WelcomeFirstAsync(context, slug)
            : next(context);

    private async Task WelcomeFirstAsync(HttpContext context, string slug)
    {
        await WelcomeAsync(context, slug);
        await next(context);
    }

    private static bool IsPage(HttpRequest request) =>
        HttpMethods.IsGet(request.Method)
        && (request.Path.StartsWithSegments("/e", StringComparison.Ordinal) || request.Path.StartsWithSegments("/screen", StringComparison.Ordinal))
        && !request.Headers.ContainsKey("Sec-Purpose") // a prefetch: nobody has come yet
        && request.GetTypedHeaders().Accept.Any(type => type.MediaType == "text/html");

    private async Task WelcomeAsync(HttpContext context, string slug)
    {
        try
        {
            if (await episodes.FindBySlugAsync(slug, context.RequestAborted) is null)
                return;
            var issued = await door.WelcomeAsync(name: null, context.Connection.RemoteIpAddress, context.RequestAborted);
            TokenCookie.Set(context, issued.Secret, issued.Token.ExpiresAt);
            context.User = issued.Token.Principal;
        }
        catch (FaultException crowd) when (crowd.Fault == RateLimits.TooMany)
        {
            logger.LogDebug("A visitor got no attendee's cookie: very many come from her network");
        }
        catch (Exception failure) when (failure is Npgsql.NpgsqlException or TimeoutException or FaultException)
        {
            logger.LogWarning("A visitor got no attendee's cookie. {Reason}", failure.Message);
        }
    }
}
