using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.Extensions.WebEncoders;
using TalksPlatform.Server.Http;
using TalksPlatform.Server.Pages.Markup;
using TalksPlatform.Server.Pages.Text;

namespace TalksPlatform.Server.Pages;

/// <summary>Registers the pages and the client's files; Program calls the two and nothing else.</summary>
internal static class PagesSetup
{
    public static IServiceCollection AddPages(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddRazorPages();
        services.AddSingleton(configuration.GetSection("Site").Get<SiteOptions>() ?? new SiteOptions());
        services.AddSingleton(new ViteOptions(configuration["Vite:DevServer"] is { Length: > 0 } server ? server : null));
        services.AddSingleton<ViteManifest>();
        services.AddScoped<PageText>();
        services.AddSingleton<SearchDoor>();

        // Lao as Lao and not as &#xE81;: three bytes a letter instead of seven.
        services.Configure<WebEncoderOptions>(options => options.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        return services;
    }

    public static WebApplication MapPages(this WebApplication app)
    {
        app.MapStaticAssets().AllowAnonymous().Add(static endpoint =>
        {
            // Vite's names are content hashes, but MapStaticAssets trusts only its own: say here that they never change.
            if (endpoint is RouteEndpointBuilder { RoutePattern.RawText: { } path, RequestDelegate: { } serve }
                && path.Contains("dist/assets/", StringComparison.Ordinal))
            {
                endpoint.RequestDelegate = http =>
                {
                    http.Response.OnStarting(static state =>
                    {
                        var response = (HttpResponse)state;
                        if (response.StatusCode is StatusCodes.Status200OK or StatusCodes.Status304NotModified)
                            response.Headers.CacheControl = "public, max-age=31536000, immutable";
                        return Task.CompletedTask;
                    }, http.Response);
                    return serve(http);
                };
            }
        });
        SiteManifest.Map(app);
        CalendarFile.Map(app);
        RoomTexts.Map(app);
        app.MapRazorPages();
        return app;
    }
}
