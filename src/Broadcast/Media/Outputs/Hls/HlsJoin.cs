using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace TalksPlatform.Broadcast.Media.Outputs.Hls;

/// <summary>
/// Where our own player comes in: the initialisation and the last seconds in one answer, oldest first, so that the first
/// sound on a slow line costs one round trip and one segment. The header Segments tells what is in it.
/// </summary>
internal static class HlsJoin
{
    /// <summary>Twelve seconds: what a weak network may take before it is heard.</summary>
    private const int MostSegments = 6;

    /// <summary>Answers out of a stream that has a segment.</summary>
    public static async Task HandleAsync(HlsRungStream stream, HttpContext http)
    {
        var edge = stream.Edge;
        if (edge.Ended)
        {
            await HlsAnswers.WriteStatusAsync(http, StatusCodes.Status410Gone);
            return;
        }

        var latest = Latest(edge.Segments);
        var parts = new List<byte[]>(latest.Count + 1);
        foreach (var file in latest.Select(segment => segment.File).Prepend(latest[0].Initialisation))
            parts.Add(await stream.ReadAsync(file, http.RequestAborted));

        HlsAnswers.Begin(http, HlsAnswers.SoundType, "public, max-age=1");
        var sizes = string.Join(',', parts.Select(part => part.Length.ToString(CultureInfo.InvariantCulture)));
        http.Response.ContentLength = parts.Sum(part => (long)part.Length);
        http.Response.Headers["Segments"] = string.Create(CultureInfo.InvariantCulture, $"{latest[0].Number};{sizes}");
        if (HttpMethods.IsHead(http.Request.Method))
            return;
        foreach (var part in parts)
            await http.Response.Body.WriteAsync(part, http.RequestAborted);
    }

    /// <summary>The last ones that follow on each other without a cut.</summary>
    private static List<HlsSegment> Latest(IReadOnlyList<HlsSegment> segments)
    {
        var latest = segments.TakeLast(MostSegments).ToList();
        var cut = latest.FindLastIndex(segment => segment.Discontinuity);
        return cut > 0 ? latest[cut..] : latest;
    }
}
