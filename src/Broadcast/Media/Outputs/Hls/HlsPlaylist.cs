using System.Globalization;
using System.Text;

namespace TalksPlatform.Broadcast.Media.Outputs.Hls;

/// <summary>Writes playlists (RFC 8216).</summary>
internal static class HlsPlaylist
{
    /// <summary>Twenty seconds: more than the three targets that players need, few enough for a poor network.</summary>
    private const int Window = 10;

    public static string Master(IEnumerable<HlsRung> rungs)
    {
        var text = new StringBuilder("#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-INDEPENDENT-SEGMENTS\n");
        foreach (var rung in rungs)
        {
            text.Append(CultureInfo.InvariantCulture, $"#EXT-X-STREAM-INF:BANDWIDTH={rung.PeakBandwidth},");
            text.Append(CultureInfo.InvariantCulture, $"AVERAGE-BANDWIDTH={rung.Bitrate + 2_000},CODECS=\"{HlsRung.Codecs}\"\n");
            text.Append(CultureInfo.InvariantCulture, $"{rung.Name}/index.m3u8\n");
        }
        return text.ToString();
    }

    /// <summary>The last segments of a rung.</summary>
    public static string Media(IReadOnlyList<HlsSegment> segments, bool ended)
    {
        var first = Math.Max(0, segments.Count - Window);
        var text = new StringBuilder("#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-INDEPENDENT-SEGMENTS\n");
        text.Append(CultureInfo.InvariantCulture, $"#EXT-X-TARGETDURATION:{Math.Ceiling(HlsRung.SegmentDuration.TotalSeconds)}\n");
        text.Append(CultureInfo.InvariantCulture, $"#EXT-X-MEDIA-SEQUENCE:{(segments.Count > 0 ? segments[first].Number : 0)}\n");
        text.Append(CultureInfo.InvariantCulture, $"#EXT-X-DISCONTINUITY-SEQUENCE:{segments.Take(first).Count(segment => segment.Discontinuity)}\n");

        string? initialisation = null;
        foreach (var segment in segments.Skip(first))
        {
            if (segment.Discontinuity)
                text.Append("#EXT-X-DISCONTINUITY\n");
            if (segment.Initialisation != initialisation)
                text.Append(CultureInfo.InvariantCulture, $"#EXT-X-MAP:URI=\"{initialisation = segment.Initialisation}\"\n");
            text.Append(CultureInfo.InvariantCulture, $"#EXT-X-PROGRAM-DATE-TIME:{segment.At.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}\n");
            text.Append(CultureInfo.InvariantCulture, $"#EXTINF:{segment.Seconds:F5},\n{segment.File}\n");
        }
        return (ended ? text.Append("#EXT-X-ENDLIST\n") : text).ToString();
    }
}
