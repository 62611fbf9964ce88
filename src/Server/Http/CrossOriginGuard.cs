using Microsoft.Net.Http.Headers;

namespace TalksPlatform.Server.Http;

/// <summary>
/// Refuses requests that another site makes a browser send with our cookie: whatever changes something, and WebSockets.
/// Browsers say where a request comes from; programs say nothing and carry no cookie by accident. A token in the
/// Authorization header was put there on purpose, so that a publisher's page elsewhere may send sound.
/// </summary>
internal sealed class CrossOriginGuard(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        return IsHarmless(request) || request.Headers.ContainsKey(HeaderNames.Authorization) || IsFromHere(request)
            ? next(context)
            : Problem.WriteAsync(context, StatusCodes.Status403Forbidden, "request.cross-origin", "This was sent from another site. Open our own page and try there.");
    }

    private static bool IsHarmless(HttpRequest request) =>
        !request.Headers.ContainsKey(HeaderNames.Upgrade)
        && (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method));

    private static bool IsFromHere(HttpRequest request)
    {
        if (request.Headers["Sec-Fetch-Site"] is [{ } site])
            return site is "same-origin" or "none";
        if (request.Headers.Origin is not [{ } origin])
            return true;
        // The scheme may differ behind a proxy that ends TLS; the host may not.
        return Uri.TryCreate(origin, UriKind.Absolute, out var from) && from.Authority == new Uri($"{from.Scheme}://{request.Host}").Authority;
    }
}
