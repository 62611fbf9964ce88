using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using TalksPlatform.Archive.Replays;
using TalksPlatform.Contracts;

namespace TalksPlatform.Archive.Feeds;

/// <summary>Serves feeds, covers and chapters to podcast players, which bring no token: all of it is public.</summary>
internal static class FeedEndpoints
{
    private const string FeedMimeType = "application/rss+xml; charset=utf-8";

    private static readonly Lazy<byte[]> Cover = new(ReadCover);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/s/{series}/feed.xml", Verbs, ServeFeedAsync).AllowAnonymous().WithName("Feed").ExcludeFromDescription();
        routes.MapMethods("/s/{series}/cover.png", Verbs, ServeCoverAsync).AllowAnonymous().WithName("Cover").ExcludeFromDescription();
        routes.MapMethods("/e/{slug}/chapters.json", Verbs, ServeChaptersAsync).AllowAnonymous().WithName("Chapters").ExcludeFromDescription();
    }

    private static IEnumerable<string> Verbs => [HttpMethods.Get, HttpMethods.Head];

    private static async Task<Results<FileContentHttpResult, NotFound>> ServeFeedAsync(
        string series, HttpRequest request, IEpisodeReader episodes, FeedSource source, FeedVersions versions,
        ArchiveOptions options, CancellationToken ct)
    {
        if (SiteOf(request, options) is not { } site || await episodes.FindSeriesAsync(series, ct) is not { } card)
            return TypedResults.NotFound();

        var links = new SiteLinks(site);
        var feed = FeedWriter.Write(await source.GatherAsync(card, links, ct));
        var version = versions.Of(card.Id, feed);
        request.HttpContext.Response.Headers.CacheControl = "public, max-age=60";
        return TypedResults.File(
            feed, FeedMimeType, lastModified: version.Since, entityTag: new EntityTagHeaderValue(version.ETag));
    }

    private static async Task<Results<FileContentHttpResult, NotFound>> ServeCoverAsync(
        string series, HttpResponse response, IEpisodeReader episodes, CancellationToken ct)
    {
        if (await episodes.FindSeriesAsync(series, ct) is null)
            return TypedResults.NotFound();
        response.Headers.CacheControl = "public, max-age=86400";
        return TypedResults.File(Cover.Value, "image/png", entityTag: new EntityTagHeaderValue(FeedVersions.ETagOf(Cover.Value)));
    }

    private static async Task<Results<JsonHttpResult<ChaptersDocument>, NotFound>> ServeChaptersAsync(
        string slug, HttpResponse response, IEpisodeReader episodes, ReplayReader replays, CancellationToken ct)
    {
        if (await episodes.FindBySlugAsync(slug, ct) is not { } episode || await replays.FindAsync(episode.Id, ct) is not { } replay)
            return TypedResults.NotFound();
        response.Headers.CacheControl = "public, max-age=300";
        response.Headers.AccessControlAllowOrigin = "*"; // web players on other sites read it by script
        return TypedResults.Json(ChaptersDocument.Of(episode, replay), contentType: ChaptersDocument.MimeType);
    }

    // A request may name no host, or one that no address can have.
    private static Uri? SiteOf(HttpRequest request, ArchiveOptions options) =>
        options.PublicUrl ?? (Uri.TryCreate($"{request.Scheme}://{request.Host}", UriKind.Absolute, out var site) ? site : null);

    private static byte[] ReadCover()
    {
        using var resource = Assembly.GetExecutingAssembly().GetManifestResourceStream("TalksPlatform.Archive.Feeds.cover.png")!;
        using var bytes = new MemoryStream();
        resource.CopyTo(bytes);
        return bytes.ToArray();
    }
}
