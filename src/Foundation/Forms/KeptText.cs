using System.Buffers.Text;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace TalksPlatform.Foundation.Forms;

/// <summary>
/// What somebody wrote in a form that was refused. It goes back to her browser as a cookie of a few minutes, so that the
/// page can set it into the form again: an address would show it to others, and a server that kept it would keep
/// everybody's. A form's thousand letters fit, in any script.
/// </summary>
public static class KeptText
{
    private const string Cookie = "kept";
    private const int MostBytes = 3_000; // four thousand as base64, and browsers take 4096

    /// <summary>Keeps it for the page; nothing when there is nothing, or more than a cookie holds.</summary>
    public static void Keep(HttpResponse response, string page, string? text)
    {
        if (!string.IsNullOrWhiteSpace(text) && Encoding.UTF8.GetByteCount(text) <= MostBytes)
            response.Cookies.Append(Cookie, Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text)), Options(response.HttpContext.Request, page, TimeSpan.FromMinutes(10)));
    }

    /// <summary>What was kept for this page, once; or null.</summary>
    public static string? Take(HttpContext context)
    {
        if (context.Request.Cookies[Cookie] is not { Length: > 0 } kept || !Base64Url.IsValid(kept))
            return null;
        context.Response.Cookies.Delete(Cookie, Options(context.Request, context.Request.Path, lifetime: null));
        return Encoding.UTF8.GetString(Base64Url.DecodeFromChars(kept));
    }

    private static CookieOptions Options(HttpRequest request, string page, TimeSpan? lifetime) => new()
    {
        HttpOnly = true,
        IsEssential = true,
        SameSite = SameSiteMode.Lax,
        Secure = request.IsHttps,
        Path = page,
        MaxAge = lifetime,
    };
}
