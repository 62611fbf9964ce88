using TalksPlatform.Server.Http;

namespace TalksPlatform.Server.Pages;

/// <summary>What a phone needs to put the station on its home screen (W3C Web Application Manifest).</summary>
internal static class SiteManifest
{
    // One drawing: as it is, as pictures for what reads no SVG, and without corners for phones that cut their own.
    private static readonly object[] Icons =
    [
        new { src = "/icon.svg", sizes = "any", type = "image/svg+xml" },
        new { src = "/icon-192.png", sizes = "192x192", type = "image/png" },
        new { src = "/icon-512.png", sizes = "512x512", type = "image/png" },
        new { src = "/icon-maskable.png", sizes = "512x512", type = "image/png", purpose = "maskable" },
    ];

    public static void Map(IEndpointRouteBuilder endpoints) => endpoints
        .MapGet("/manifest.webmanifest", (SiteOptions site, HttpResponse response) =>
        {
            response.Headers.CacheControl = "public, max-age=86400";
            return TypedResults.Json(
                new
                {
                    name = site.Name,
                    short_name = site.Name.Length <= 12 ? site.Name : site.Name.Split(' ')[0],
                    start_url = "/",
                    scope = "/",
                    display = "standalone",
                    theme_color = "#0d3f3e",
                    background_color = "#fbfaf6",
                    icons = Icons,
                },
                contentType: "application/manifest+json");
        })
        .AllowAnonymous()
        .ExcludeFromDescription();
}
