using Microsoft.AspNetCore.Http;

namespace TalksPlatform.Broadcast.Media.Outputs.Hls;

/// <summary>
/// A short way for what players ask for all the time, before everything that other requests go through: segments and parts
/// out of memory, playlists written once for all. What it does not know goes the long way. It is public, as the radio is.
/// </summary>
internal sealed class HlsLane(RequestDelegate next, HlsStreams streams, TimeProvider time)
{
    private const int MostWaiting = 20_000;

    private static readonly TimeSpan ReloadPatience = 3 * HlsRung.TargetDuration;
    private static readonly TimeSpan PiecePatience = TimeSpan.FromSeconds(10);

    private int _waiting;

    public Task InvokeAsync(HttpContext http)
    {
        var path = http.Request.Path.Value;
        if (path is null || !path.StartsWith(HlsAddress.Root, StringComparison.Ordinal)
            || !(HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method)))
            return next(http);
        if (streams.Shelf.Find(path) is { } kept)
            return HlsAnswers.WriteFileAsync(http, kept);
        if (HlsAddress.Parse(path) is not { } address)
            return next(http);
        return streams.TryFindRunning(address.Talk, address.Rung) is { Edge.Segments.IsEmpty: false } running
            ? RunningAsync(http, address, running)
            : FileAsync(http, address);
    }

    private Task RunningAsync(HttpContext http, HlsAddress address, HlsRungStream stream) => address.File switch
    {
        "index.m3u8" => ReloadAsync(http, stream, HlsPlaylistKind.Plain, HlsPlaylistKind.Plain),
        "low.m3u8" => ReloadAsync(http, stream, HlsPlaylistKind.Low, HlsPlaylistKind.LowUpdate),
        "all.m3u8" => ReloadAsync(http, stream, HlsPlaylistKind.Whole, HlsPlaylistKind.WholeUpdate),
        "join" => HlsJoin.HandleAsync(stream, http),
        _ when stream.FindRecent(address.File) is { } bytes => HlsAnswers.WriteFileAsync(http, bytes),
        _ => PieceAsync(http, address, stream),
    };

    private async Task ReloadAsync(HttpContext http, HlsRungStream stream, HlsPlaylistKind full, HlsPlaylistKind update)
    {
        if (!HlsReload.TryRead(http.Request, out var reload) || !reload.IsNear(stream.Edge))
        {
            await HlsAnswers.WriteStatusAsync(http, StatusCodes.Status400BadRequest);
            return;
        }
        var reached = reload.Segment is { } segment
            && await ReachesAsync(http, stream, segment, full == HlsPlaylistKind.Low ? reload.Part : null, ReloadPatience);
        if (reload.Segment is not null && !reached && full != HlsPlaylistKind.Plain) // its players take what there is
            await HlsAnswers.WriteStatusAsync(http, StatusCodes.Status503ServiceUnavailable);
        else
            await HlsAnswers.WritePlaylistAsync(http, stream.Playlists.Get(reload.Skips ? update : full), waited: reached);
    }

    /// <summary>A segment or part. The one that comes next is waited for, so that a player asks once for each and for nothing else.</summary>
    private async Task PieceAsync(HttpContext http, HlsAddress address, HlsRungStream stream)
    {
        if (address.Piece is var (segment, part) && IsNext(stream.Edge, segment, part))
            await ReachesAsync(http, stream, segment, part, PiecePatience);
        if (stream.FindRecent(address.File) is { } bytes)
            await HlsAnswers.WriteFileAsync(http, bytes);
        else
            await FileAsync(http, address);
    }

    private async Task FileAsync(HttpContext http, HlsAddress address)
    {
        var path = http.Request.Path.Value!;
        if (address.IsFile
            && await streams.Shelf.ReadAsync(path, Path.Combine(streams.PathOf(address.Talk, address.Rung.Name), address.File), http.RequestAborted) is { } bytes)
            await HlsAnswers.WriteFileAsync(http, bytes);
        else
            await next(http);
    }

    private static bool IsNext(HlsEdge edge, long segment, int? part) =>
        !edge.Ended && (segment == edge.Next && (part is null || part == edge.Made) || (segment == edge.Next + 1 && part == 0));

    private async Task<bool> ReachesAsync(HttpContext http, HlsRungStream stream, long segment, int? part, TimeSpan patience)
    {
        if (stream.Edge.Ended || stream.Edge.Has(segment, part))
            return true;
        try
        {
            return Interlocked.Increment(ref _waiting) <= MostWaiting
                && await stream.ReachesAsync(segment, part, patience, time, http.RequestAborted);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }
}
