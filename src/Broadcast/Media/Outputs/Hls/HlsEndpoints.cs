using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Faults;

namespace TalksPlatform.Broadcast.Media.Outputs.Hls;

/// <summary>
/// Serves the live stream from disk. Segments never change and any cache may keep them; playlists are asked for anew. It
/// is public, as the radio is.
/// </summary>
internal static partial class HlsEndpoints
{
    private const string PlaylistType = "application/vnd.apple.mpegurl";

    private static readonly Fault NotStreaming = new("hls.not-streaming", FaultKind.NotFound,
        "There is no live stream of this talk yet. Ask again in a few seconds.");

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var hls = endpoints.MapGroup("/hls/{talkId}").AllowAnonymous().ExcludeFromDescription();
        hls.MapMethods("/live.m3u8", [HttpMethods.Get, HttpMethods.Head], Master);
        hls.MapMethods("/{rung}/index.m3u8", [HttpMethods.Get, HttpMethods.Head], Media);
        hls.MapMethods("/{rung}/{file}", [HttpMethods.Get, HttpMethods.Head], Segment);
    }

    private static ContentHttpResult Master(TalkId talkId, HlsStreams streams, HttpResponse response)
    {
        if (HlsRung.All.Any(rung => Stream(streams, talkId, rung.Name).Segments.IsEmpty))
            throw NotStreaming.AsException();
        response.Headers.CacheControl = "no-cache";
        return TypedResults.Text(HlsPlaylist.Master(HlsRung.All), PlaylistType);
    }

    private static ContentHttpResult Media(TalkId talkId, string rung, HlsStreams streams, HttpResponse response)
    {
        var folder = Stream(streams, talkId, rung);
        if (folder.Segments.IsEmpty)
            throw NotStreaming.AsException();
        response.Headers.CacheControl = "no-cache";
        return TypedResults.Text(HlsPlaylist.Media(folder.Segments, folder.Ended), PlaylistType);
    }

    private static Results<PhysicalFileHttpResult, NotFound> Segment(
        TalkId talkId, string rung, string file, HlsStreams streams, HttpResponse response)
    {
        if (!IsRung(rung) || !SegmentName().IsMatch(file))
            return TypedResults.NotFound();
        var path = Path.Combine(streams.PathOf(talkId, rung), file);
        if (!File.Exists(path))
            return TypedResults.NotFound();
        response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return TypedResults.PhysicalFile(path, "audio/mp4");
    }

    private static HlsRungFolder Stream(HlsStreams streams, TalkId talk, string rung) =>
        IsRung(rung) ? streams.Find(talk, rung) : throw NotStreaming.AsException();

    private static bool IsRung(string name) => HlsRung.All.Any(rung => rung.Name == name);

    [GeneratedRegex(@"^(init(-\d{1,10})?\.mp4|\d{1,10}\.m4s)\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex SegmentName();
}
