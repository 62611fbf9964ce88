namespace TalksPlatform.Server.Http;

/// <summary>What a visitor chose on this device: by a link (?lang=lo, ?theme=dark), from then on by a cookie of that name.</summary>
internal static class Choice
{
    /// <returns>One of <paramref name="known"/>, or null when nothing was chosen.</returns>
    public static string? Of(HttpContext context, string name, IReadOnlyCollection<string> known)
    {
        var request = context.Request;
        if (request.Query[name] is [{ } asked] && known.Contains(asked, StringComparer.Ordinal))
        {
            context.Response.Cookies.Append(name, asked, new CookieOptions
            {
                IsEssential = true,
                MaxAge = TimeSpan.FromDays(365),
                SameSite = SameSiteMode.Lax,
                Secure = request.IsHttps,
            });
            return asked;
        }

        return request.Cookies[name] is { } kept && known.Contains(kept, StringComparer.Ordinal) ? kept : null;
    }
}
