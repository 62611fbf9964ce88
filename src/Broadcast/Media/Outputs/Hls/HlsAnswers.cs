using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace TalksPlatform.Broadcast.Media.Outputs.Hls;

/// <summary>The HTTP of the live stream. Each byte of a header is sent every two seconds to everybody.</summary>
internal static class HlsAnswers
{
    public const string PlaylistType = "application/vnd.apple.mpegurl";
    public const string SoundType = "audio/mp4";

    /// <summary>What never changes under its name.</summary>
    public const string ForEver = "public, max-age=31536000, immutable";

    /// <summary>A file, or the range of it that was asked for.</summary>
    public static Task WriteFileAsync(HttpContext http, ReadOnlyMemory<byte> bytes)
    {
        var response = http.Response;
        Begin(http, SoundType, ForEver);
        if (http.Request.Headers.Range.Count > 0 && RangeOf(http.Request, bytes.Length) is var (from, length))
        {
            if (length == 0)
            {
                response.Headers.ContentRange = string.Create(CultureInfo.InvariantCulture, $"bytes */{bytes.Length}");
                response.StatusCode = StatusCodes.Status416RangeNotSatisfiable;
                return Task.CompletedTask;
            }
            response.Headers.ContentRange = string.Create(CultureInfo.InvariantCulture, $"bytes {from}-{from + length - 1}/{bytes.Length}");
            response.StatusCode = StatusCodes.Status206PartialContent;
            bytes = bytes.Slice((int)from, (int)length);
        }
        return WriteAsync(http, bytes);
    }

    /// <param name="http">The request.</param>
    /// <param name="playlist">The answer.</param>
    /// <param name="waited">It was asked for by what it must have, so that a cache may give it to all who ask so.</param>
    public static Task WritePlaylistAsync(HttpContext http, HlsPlaylistBytes playlist, bool waited)
    {
        Begin(http, PlaylistType, waited ? "public, max-age=2" : "no-cache");
        http.Response.Headers.Vary = HeaderNames.AcceptEncoding;
        if (!http.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase))
            return WriteAsync(http, playlist.Text);
        http.Response.Headers.ContentEncoding = "gzip";
        return WriteAsync(http, playlist.Zipped);
    }

    public static Task WriteStatusAsync(HttpContext http, int status)
    {
        http.Response.StatusCode = status;
        http.Response.Headers.CacheControl = "no-store";
        if (status == StatusCodes.Status503ServiceUnavailable)
            http.Response.Headers.RetryAfter = "1";
        return Task.CompletedTask;
    }

    public static void Begin(HttpContext http, string type, string caching)
    {
        var headers = http.Response.Headers;
        headers.ContentType = type;
        headers.CacheControl = caching;
        headers.XContentTypeOptions = "nosniff";
        if (http.Request.Headers.Origin.Count > 0)
            headers.AccessControlAllowOrigin = "*"; // players of other sites; our own pages do not ask
    }

    private static Task WriteAsync(HttpContext http, ReadOnlyMemory<byte> bytes)
    {
        http.Response.ContentLength = bytes.Length;
        return HttpMethods.IsHead(http.Request.Method) ? Task.CompletedTask : http.Response.Body.WriteAsync(bytes, http.RequestAborted).AsTask();
    }

    /// <summary>One range of bytes; of length 0 when there is none such, null when all is sent (RFC 9110, section 14.2).</summary>
    private static (long From, long Length)? RangeOf(HttpRequest request, long length)
    {
        if (!HttpMethods.IsGet(request.Method) || request.Headers.IfRange.Count > 0 // nothing that we gave could stand in it
            || !RangeHeaderValue.TryParse(request.Headers.Range.ToString(), out var ranges) || ranges.Unit != "bytes" || ranges.Ranges.Count != 1)
            return null;
        var range = ranges.Ranges.First();
        var from = range.From ?? Math.Max(0, length - range.To!.Value);
        var to = range.From is null ? length - 1 : Math.Min(range.To ?? length - 1, length - 1);
        return (from, from >= length ? 0 : Math.Max(0, to - from + 1));
    }
}
