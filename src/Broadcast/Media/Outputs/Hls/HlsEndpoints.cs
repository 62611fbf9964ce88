using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Faults;

namespace TalksPlatform.Broadcast.Media.Outputs.Hls;

/// <summary>
/// What the short way leaves over: the playlists that a player begins with, streams that are over, and what is not there.
/// </summary>
internal static class HlsEndpoints
{
    internal static readonly Fault NotStreaming = new("hls.not-streaming", FaultKind.NotFound,
        "There is no live stream of this talk yet. Ask again in a few seconds.");

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        string[] reading = [HttpMethods.Get, HttpMethods.Head];
        var hls = endpoints.MapGroup("/hls/{talkId}").AllowAnonymous().ExcludeFromDescription();
        hls.MapMethods("/live.m3u8", reading, (TalkId talkId, HlsStreams streams, HttpResponse response) =>
            Master(talkId, "index.m3u8", streams, response));
        hls.MapMethods("/low.m3u8", reading, (TalkId talkId, HlsStreams streams, HttpResponse response) =>
            Master(talkId, "low.m3u8", streams, response));
        hls.MapMethods("/all.m3u8", reading, (TalkId talkId, HlsStreams streams, HttpResponse response) =>
            Master(talkId, "all.m3u8", streams, response));
        hls.MapMethods("/{rung}/index.m3u8", reading, (TalkId talkId, string rung, HlsStreams streams, HttpResponse response) =>
            Media(Find(talkId, rung, streams), (segments, ended) => HlsPlaylist.Plain(segments, ended, holds: false), response));
        foreach (var whole in (string[])["/{rung}/all.m3u8", "/{rung}/low.m3u8"])
        {
            hls.MapMethods(whole, reading, (TalkId talkId, string rung, HlsStreams streams, HttpResponse response) =>
                Media(Find(talkId, rung, streams), (segments, ended) => HlsPlaylist.Whole(segments, ended, skips: false), response));
        }
        hls.MapMethods("/{rung}/{file}", reading, Missing);
    }

    private static ContentHttpResult Master(TalkId talk, string media, HlsStreams streams, HttpResponse response)
    {
        if (HlsRung.Ladder.Any(rung => streams.TryFindRunning(talk, rung) is { } running
                ? running.Edge.Segments.IsEmpty
                : streams.Read(talk, rung.Name).Segments.IsEmpty))
            throw NotStreaming.AsException();
        HlsAnswers.Begin(response.HttpContext, HlsAnswers.PlaylistType, "no-cache");
        return TypedResults.Text(HlsPlaylist.Master(media), HlsAnswers.PlaylistType);
    }

    private static ContentHttpResult Media(HlsRungFolder folder, Func<IReadOnlyList<HlsSegment>, bool, string> write, HttpResponse response)
    {
        if (folder.Segments.IsEmpty)
            throw NotStreaming.AsException();
        HlsAnswers.Begin(response.HttpContext, HlsAnswers.PlaylistType, "no-cache");
        return TypedResults.Text(write(folder.Segments, folder.Ended), HlsAnswers.PlaylistType);
    }

    private static StatusCodeHttpResult Missing(TalkId talkId, string rung, string file, HlsStreams streams)
    {
        var folder = Find(talkId, rung, streams);
        if (folder.Ended)
            return TypedResults.StatusCode(StatusCodes.Status410Gone);
        return file == "join" ? throw NotStreaming.AsException() : TypedResults.StatusCode(StatusCodes.Status404NotFound);
    }

    private static HlsRungFolder Find(TalkId talk, string rung, HlsStreams streams) =>
        HlsRung.Find(rung) is { } found ? streams.Read(talk, found.Name) : throw NotStreaming.AsException();
}
