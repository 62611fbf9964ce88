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
    private const string NameCookie = "kept-name";
    private const char Mark = '.'; // before it, so that nothing at all can be kept too
    private const int MostBytes = 3_000; // four thousand as base64, and browsers take 4096

    /// <summary>Keeps it for the page; nothing when there is nothing, or more than a cookie holds.</summary>
    /// <param name="response">What goes back to her browser.</param>
    /// <param name="page">The path of the page that has the form.</param>
    /// <param name="text">What she wrote.</param>
    /// <param name="name">The name that she gave with it: "" is one, too; null for none.</param>
    public static void Keep(HttpResponse response, string page, string? text, string? name = null)
    {
        if (!string.IsNullOrWhiteSpace(text))
            Write(response, page, Cookie, text);
        if (name is not null)
            Write(response, page, NameCookie, name);
    }

    /// <summary>What was kept for this page, once; or null.</summary>
    public static string? Take(HttpContext context) => Read(context, Cookie);

    /// <summary>The name that was kept for this page, once; or null.</summary>
    public static string? TakeName(HttpContext context) => Read(context, NameCookie);

    private static void Write(HttpResponse response, string page, string cookie, string text)
    {
        if (Encoding.UTF8.GetByteCount(text) <= MostBytes)
            response.Cookies.Append(cookie, Mark + Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text)), Options(response.HttpContext.Request, page, TimeSpan.FromMinutes(10)));
    }

    private static string? Read(HttpContext context, string cookie)
    {
        if (context.Request.Cookies[cookie] is not [Mark, .. var kept] || !Base64Url.IsValid(kept))
            return null;
        context.Response.Cookies.Delete(cookie, Options(context.Request, context.Request.Path, lifetime: null));
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
