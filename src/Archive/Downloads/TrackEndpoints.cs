using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using TalksPlatform.Archive.Recordings;
using TalksPlatform.Archive.Storage;
using TalksPlatform.Contracts;

namespace TalksPlatform.Archive.Downloads;

/// <summary>Lets the hosts of a series have what each contributor of a talk gave, a track each.</summary>
internal static class TrackEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var tracks = routes.MapGroup("/api/episodes/{episodeId}/tracks").RequireAuthorization(Policies.Host);
        tracks.MapGet("", ListAsync).WithName("ListTracks");
        tracks.MapGet("/{ordinal:int}.flac", ServeAsync).WithName("DownloadTrack");
    }

    private static async Task<Ok<IReadOnlyList<ReplayTrack>>> ListAsync(string episodeId, IReplayReader replays, CancellationToken ct)
    {
        _ = EpisodeId.TryParse(episodeId, out var episode); // what cannot be read has none
        return TypedResults.Ok(await replays.TracksAsync(episode, ct));
    }

    private static async Task<Results<FileStreamHttpResult, NotFound>> ServeAsync(
        string episodeId, int ordinal, ArchiveDb db, IMediaStore media, CancellationToken ct)
    {
        _ = EpisodeId.TryParse(episodeId, out var episode);
        if ((await db.TracksOfAsync(episode, ct)).FirstOrDefault(track => track.Ordinal == ordinal) is not { } kept
            || media.Open(episode, kept.File) is not { } content)
            return TypedResults.NotFound();
        return TypedResults.Stream(
            content, "audio/flac", fileDownloadName: kept.File, entityTag: new EntityTagHeaderValue($"\"{kept.Stored.Sha256}\""), enableRangeProcessing: true);
    }
}
