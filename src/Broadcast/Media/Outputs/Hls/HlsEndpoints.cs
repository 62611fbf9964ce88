using System.Globalization;
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

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    internal static readonly Fault NotStreaming = new("hls.not-streaming", FaultKind.NotFound,
        "There is no live stream of this talk yet. Ask again in a few seconds.");

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var hls = endpoints.MapGroup("/hls/{talkId}").AllowAnonymous().ExcludeFromDescription();
        hls.MapMethods("/live.m3u8", [HttpMethods.Get, HttpMethods.Head], Master);
        hls.MapMethods("/{rung}/index.m3u8", [HttpMethods.Get, HttpMethods.Head], Media);
        hls.MapGet("/{rung}/join", HlsJoin.HandleAsync);
        hls.MapMethods("/{rung}/{file}", [HttpMethods.Get, HttpMethods.Head], SegmentAsync);
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

    /// <summary>A segment. The one that comes next is waited for, so that a player asks once for each and for nothing else.</summary>
    private static async Task<Results<PhysicalFileHttpResult, NotFound, StatusCodeHttpResult>> SegmentAsync(
        TalkId talkId, string rung, string file, HlsStreams streams, TimeProvider time, HttpResponse response, CancellationToken ct)
    {
        if (!IsRung(rung) || !SegmentName().IsMatch(file))
            return TypedResults.NotFound();
        var path = Path.Combine(streams.PathOf(talkId, rung), file);
        if (!File.Exists(path) && long.TryParse(Path.GetFileNameWithoutExtension(file), CultureInfo.InvariantCulture, out var number))
        {
            var folder = streams.Find(talkId, rung);
            if (folder.Segments is [.., var last] && number == last.Number + 1 && streams.IsRunning(talkId, rung))
                await folder.WaitForAsync(number, LongestWait, time, ct);
            if (!File.Exists(path) && folder.Ended)
                return TypedResults.StatusCode(StatusCodes.Status410Gone);
        }
        if (!File.Exists(path))
            return TypedResults.NotFound();
        response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return TypedResults.PhysicalFile(path, "audio/mp4");
    }

    /// <summary>The folder of a stream that may be asked for.</summary>
    /// <exception cref="FaultException">There is no such rung.</exception>
    internal static HlsRungFolder Stream(HlsStreams streams, TalkId talk, string rung) =>
        IsRung(rung) ? streams.Find(talk, rung) : throw NotStreaming.AsException();

    private static bool IsRung(string name) => HlsRung.All.Any(rung => rung.Name == name);

    [GeneratedRegex(@"^(init(-\d{1,10})?\.mp4|\d{1,10}\.m4s)\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex SegmentName();
}
