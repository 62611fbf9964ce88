using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace TalksPlatform.Broadcast.Media.Outputs.Hls;

/// <summary>What a player says who asks for a playlist again (draft-pantos-hls-rfc8216bis, section 6.2.5).</summary>
/// <param name="Segment">_HLS_msn: the answer waits until this segment is there, or</param>
/// <param name="Part">_HLS_part: this part of it.</param>
/// <param name="Skips">_HLS_skip: leave out what is old.</param>
internal readonly record struct HlsReload(long? Segment, int? Part, bool Skips)
{
    /// <summary>How many parts beyond the newest may be asked for: three seconds of them.</summary>
    private const int AdvancePartLimit = 15;

    /// <summary>Reads the query; false when it makes no sense.</summary>
    public static bool TryRead(HttpRequest request, out HlsReload reload)
    {
        reload = default;
        if (!request.QueryString.HasValue)
            return true;
        var query = request.Query;
        long? segment = null, part = null;
        if (query.TryGetValue("_HLS_msn", out var msn) && !TryNumber(msn, out segment))
            return false;
        if (query.TryGetValue("_HLS_part", out var index) && (segment is null || !TryNumber(index, out part)))
            return false;
        reload = new HlsReload(segment, (int?)part, query["_HLS_skip"] is [var skip] && skip is "YES" or "v2");
        return true;
    }

    /// <summary>It is near enough to what there is.</summary>
    public bool IsNear(HlsEdge edge) =>
        Segment is not { } segment || edge.Ended || segment < edge.Next || (segment <= edge.Next + 1 && (Part ?? 0) < edge.Made + AdvancePartLimit);

    private static bool TryNumber(string? text, out long? number)
    {
        var read = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value);
        number = value;
        return read;
    }
}
