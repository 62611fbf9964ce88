namespace TalksPlatform.Server.Http;

/// <summary>
/// Tells browsers what our pages may do, on every answer: scripts, styles and sound from here alone, no frames, no
/// markup from strings, the microphone only where a voice is wanted.
/// </summary>
internal sealed class SecurityHeaders(RequestDelegate next, IConfiguration configuration)
{
    private const string NoDevices = "camera=(), geolocation=(), payment=(), usb=(), display-capture=(), ";

    // Set by contributors who let Vite serve the client while they write it.
    private readonly string? _devServer = configuration["Vite:DevServer"] is { Length: > 0 } server ? server : null;

    public Task InvokeAsync(HttpContext context)
    {
        // As the answer starts: an error's answer begins by forgetting all headers that were set before it.
        context.Response.OnStarting(static state =>
        {
            var (headers, context, asked) = ((SecurityHeaders, HttpContext, PathString))state;
            headers.Write(context, asked);
            return Task.CompletedTask;
        }, (this, context, context.Request.Path)); // a status page's own path would say less
        return next(context);
    }

    private void Write(HttpContext context, PathString asked)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        if (IsSound(asked) && context.Response.ContentType is "audio/mp4" or "application/vnd.apple.mpegurl")
            return; // it has no script to keep in bounds, and comes each two seconds: these lines would be a megabyte an hour
        headers.ContentSecurityPolicy = _devServer is null ? Policy(context.Request) : DevelopmentPolicy(_devServer);
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Permissions-Policy"] = NoDevices + (WantsVoice(asked) ? "microphone=(self)" : "microphone=()");
        if (context.Request.IsHttps)
            headers.StrictTransportSecurity = "max-age=31536000";
    }

    // 'self' covers WebSockets in current browsers; older ones want the host by name.
    private static string Policy(HttpRequest request) =>
        "default-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; script-src 'self'; style-src 'self'; "
        + $"img-src 'self'; font-src 'self'; media-src 'self' blob:; connect-src 'self' {(request.IsHttps ? "wss" : "ws")}://{request.Host}; "
        + "manifest-src 'self'; worker-src 'self'; require-trusted-types-for 'script'; trusted-types worker";

    private static string DevelopmentPolicy(string server) =>
        $"default-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; script-src 'self' {server}; "
        + $"style-src 'self' {server} 'unsafe-inline'; img-src 'self' {server}; font-src 'self' {server}; media-src 'self' blob:; "
        + $"connect-src 'self' {server} {server.Replace("http", "ws", StringComparison.Ordinal)}; manifest-src 'self'; worker-src 'self'";

    private static bool IsSound(PathString path) => path.StartsWithSegments("/hls", StringComparison.Ordinal);

    private static bool WantsVoice(PathString path) =>
        path.StartsWithSegments("/join", StringComparison.Ordinal)
        || (path.StartsWithSegments("/studio", StringComparison.Ordinal) && path.Value!.EndsWith("/mic", StringComparison.Ordinal))
        || (path.StartsWithSegments("/e", StringComparison.Ordinal) && path.Value!.EndsWith("/live", StringComparison.Ordinal));
}
