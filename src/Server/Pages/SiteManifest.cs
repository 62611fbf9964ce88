using TalksPlatform.Server.Http;

namespace TalksPlatform.Server.Pages;

/// <summary>What a phone needs to put the station on its home screen (W3C Web Application Manifest).</summary>
internal static class SiteManifest
{
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
                    icons = new[] { new { src = "/icon.svg", sizes = "any", type = "image/svg+xml", purpose = "any maskable" } },
                },
                contentType: "application/manifest+json");
        })
        .AllowAnonymous()
        .ExcludeFromDescription();
}
