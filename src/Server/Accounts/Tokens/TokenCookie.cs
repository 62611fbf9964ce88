namespace TalksPlatform.Server.Accounts.Tokens;

/// <summary>The cookie that carries a browser's token from request to request. No script ever sees it.</summary>
internal static class TokenCookie
{
    public const string Name = "talks";

    public static void Set(HttpContext context, OpaqueToken token, DateTimeOffset expiresAt) =>
        context.Response.Cookies.Append(Name, token.Text, Options(context, expiresAt));

    public static void Clear(HttpContext context) => context.Response.Cookies.Delete(Name, Options(context, expiresAt: null));

    private static CookieOptions Options(HttpContext context, DateTimeOffset? expiresAt) => new()
    {
        HttpOnly = true,
        IsEssential = true,
        SameSite = SameSiteMode.Lax,
        Secure = context.Request.IsHttps,
        Path = "/",
        Expires = expiresAt,
    };
}
