using Microsoft.AspNetCore.Localization;
using TalksPlatform.Server.Pages.Text;

namespace TalksPlatform.Server.Http;

/// <summary>
/// The language of a page: ?lang= (which is remembered), then the cookie, then what the browser asks for, then the
/// station's own. A page has one address in all languages, so caches are told what else chose its words.
/// </summary>
internal static class Languages
{
    public const string Cookie = "lang";

    public static IApplicationBuilder UseLanguages(this IApplicationBuilder app)
    {
        var known = Messages.Languages.ToArray();
        var station = app.ApplicationServices.GetRequiredService<SiteOptions>().Language;
        app.Use(static (context, next) =>
        {
            context.Response.OnStarting(static state =>
            {
                var headers = ((HttpResponse)state).Headers;
                if (headers.ContentType.ToString().StartsWith("text/html", StringComparison.Ordinal))
                    headers.Append("Vary", "Accept-Language, Cookie");
                return Task.CompletedTask;
            }, context.Response);
            return next(context);
        });
        return app.UseRequestLocalization(options =>
        {
            options.SetDefaultCulture(known.Contains(station, StringComparer.Ordinal) ? station : known[0])
                .AddSupportedCultures(known).AddSupportedUICultures(known);
            options.RequestCultureProviders =
            [
                new CustomRequestCultureProvider(context => Task.FromResult(
                    Choice.Of(context, Cookie, known) is { } chosen ? new ProviderCultureResult(chosen) : null)),
                new AcceptLanguageHeaderRequestCultureProvider(),
            ];
        });
    }
}
