using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using TalksPlatform.Archive.Renditions;
using TalksPlatform.Archive.Storage;
using TalksPlatform.Contracts;

namespace TalksPlatform.Archive.Downloads;

/// <summary>
/// Serves the files of published replays, whole or by ranges (RFC 9110). Nothing else of the media folder can be named:
/// every request is checked against the table.
/// </summary>
internal static class MediaEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapMethods("/media/{episodeId}/{file}", [HttpMethods.Get, HttpMethods.Head], ServeAsync)
        .AllowAnonymous()
        .WithName("Media")
        .ExcludeFromDescription();

    private static async Task<Results<FileStreamHttpResult, NotFound>> ServeAsync(
        string episodeId, string file, HttpResponse response, ArchiveDb db, IMediaStore media, CancellationToken ct)
    {
        if (!EpisodeId.TryParse(episodeId, out var episode)
            || await db.FindPublicFileAsync(episode, file, ct) is not { } found
            || media.Open(episode, found.File) is not { } content)
            return TypedResults.NotFound();

        // Players on other sites may play it and read its length. A replay may be taken back: caches ask again after a day.
        response.Headers.AccessControlAllowOrigin = "*";
        response.Headers.CacheControl = "public, max-age=86400";
        return TypedResults.Stream(
            content,
            RenditionProfile.Named(found.Profile).MimeType,
            lastModified: found.MadeAt,
            entityTag: new EntityTagHeaderValue($"\"{found.Sha256}\""),
            enableRangeProcessing: true);
    }
}
