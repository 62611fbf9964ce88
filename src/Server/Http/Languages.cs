using Microsoft.AspNetCore.Localization;

namespace TalksPlatform.Server.Http;

/// <summary>The language of a page: ?lang= (which is remembered), then the cookie, then what the browser asks for, then English.</summary>
internal static class Languages
{
    public const string Cookie = "lang";

    private static readonly string[] Known = ["en", "lo"];

    public static IApplicationBuilder UseLanguages(this IApplicationBuilder app) => app.UseRequestLocalization(options =>
    {
        options.SetDefaultCulture(Known[0]).AddSupportedCultures(Known).AddSupportedUICultures(Known);
        options.RequestCultureProviders =
        [
            new CustomRequestCultureProvider(context => Task.FromResult(Chosen(context))),
            new AcceptLanguageHeaderRequestCultureProvider(),
        ];
    });

    private static ProviderCultureResult? Chosen(HttpContext context)
    {
        var request = context.Request;
        if (request.Query["lang"] is [{ } asked] && Known.Contains(asked, StringComparer.Ordinal))
        {
            context.Response.Cookies.Append(Cookie, asked, new CookieOptions
            {
                IsEssential = true,
                MaxAge = TimeSpan.FromDays(365),
                SameSite = SameSiteMode.Lax,
                Secure = request.IsHttps,
            });
            return new ProviderCultureResult(asked);
        }

        return request.Cookies[Cookie] is { } kept && Known.Contains(kept, StringComparer.Ordinal) ? new ProviderCultureResult(kept) : null;
    }
}
