using System.Globalization;
using System.Text;

namespace TalksPlatform.Broadcast.Media.Outputs.Hls;

/// <summary>Writes playlists: the plain ones of RFC 8216, and those of draft-pantos-hls-rfc8216bis for players that follow closely.</summary>
internal static class HlsPlaylist
{
    /// <summary>Twenty seconds: more than the three targets that players need, few enough for a poor network.</summary>
    public const int Window = 10;

    /// <summary>What a player that follows closely may go back.</summary>
    private const int LowWindow = 30;

    /// <summary>Three and a half hours, for who wants to hear the talk from its start: 170 KB, a tenth of it when compressed.</summary>
    private const int WholeWindow = 6300;

    /// <summary>Of these last seconds an update always tells: six targets.</summary>
    private const double SkipUntil = 12;

    /// <summary>Where a player begins: within the newest but one. By itself it would take three targets, and be seven seconds behind.</summary>
    private const string Start = "#EXT-X-START:TIME-OFFSET=-3.5";

    private const int PartTargets = 3; // for so many target durations a playlist tells of parts

    /// <summary>Tells of the rungs between which a player changes, each with its playlist of that kind.</summary>
    public static string Master(string media)
    {
        var text = new StringBuilder("#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-INDEPENDENT-SEGMENTS\n");
        foreach (var rung in HlsRung.Ladder)
        {
            text.Append(CultureInfo.InvariantCulture, $"#EXT-X-STREAM-INF:BANDWIDTH={rung.PeakBandwidth},");
            text.Append(CultureInfo.InvariantCulture, $"AVERAGE-BANDWIDTH={rung.Bitrate + 2_000},CODECS=\"{rung.Codecs}\"\n");
            text.Append(CultureInfo.InvariantCulture, $"{rung.Name}/{media}\n");
        }
        return text.ToString();
    }

    /// <summary>The last segments of a rung, for the smallest network.</summary>
    /// <param name="segments">All of the talk's.</param>
    /// <param name="ended">Nothing will follow.</param>
    /// <param name="holds">Who gives it out holds a reload until the next segment is there. Then no player comes too late for one, and may begin nearer.</param>
    public static string Plain(IReadOnlyList<HlsSegment> segments, bool ended, bool holds)
    {
        var first = Math.Max(0, segments.Count - Window);
        var control = holds && !ended ? $"#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES\n{Start}\n" : "";
        var text = Begin(version: 7, control, segments, first);
        string? initialisation = null;
        for (var i = first; i < segments.Count; i++)
            Append(text, segments[i], ref initialisation, tellsTime: true);
        return End(text, ended);
    }

    /// <summary>The talk from its start. Who has it already is spared what he knows.</summary>
    public static string Whole(IReadOnlyList<HlsSegment> segments, bool ended, bool skips)
    {
        const int timeEach = 30; // of its segments one a minute tells the time
        var first = Math.Max(0, segments.Count - WholeWindow);
        var control = string.Create(CultureInfo.InvariantCulture, $"#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,CAN-SKIP-UNTIL={SkipUntil:F1}\n");
        var text = Begin(version: 9, control, segments, first);
        var from = skips && !ended ? Skip(text, segments, first) : first;
        string? initialisation = null;
        for (var i = from; i < segments.Count; i++)
            Append(text, segments[i], ref initialisation, tellsTime: i == from || segments[i].Discontinuity || segments[i].Number % timeEach == 0);
        return End(text, ended);
    }

    /// <summary>The last minute, the newest of it in parts.</summary>
    public static string Low(HlsRung rung, HlsEdge edge, IEnumerable<(HlsRung Rung, HlsEdge Edge)> others, bool skips)
    {
        var segments = edge.Segments;
        var first = Math.Max(0, segments.Count - LowWindow);
        var control = string.Create(
            CultureInfo.InvariantCulture,
            $"#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,PART-HOLD-BACK=0.66,CAN-SKIP-UNTIL={SkipUntil:F1}\n#EXT-X-PART-INF:PART-TARGET={PartTarget(rung):F5}\n");
        var text = Begin(version: 9, control, segments, first);
        var from = skips && !edge.Ended ? Skip(text, segments, first) : first;
        var parts = edge.Ended ? null : edge.Parts.ToLookup(part => part.Segment);
        string? initialisation = null;
        for (var i = from; i < segments.Count; i++)
        {
            Introduce(text, segments[i], ref initialisation, tellsTime: true);
            if (i >= segments.Count - PartTargets)
                AppendParts(text, parts?[segments[i].Number] ?? []);
            Append(text, segments[i]);
        }
        if (!edge.Ended)
        {
            if (edge.Making is { } making)
                Introduce(text, making, ref initialisation, tellsTime: true);
            AppendParts(text, parts![edge.Next]);
            text.Append(CultureInfo.InvariantCulture, $"#EXT-X-PRELOAD-HINT:TYPE=PART,URI=\"{HlsPart.NameOf(edge.Next, edge.Made, edge.Run)}\"\n");
            foreach (var (other, its) in others)
                text.Append(CultureInfo.InvariantCulture, $"#EXT-X-RENDITION-REPORT:URI=\"../{other.Name}/low.m3u8\",LAST-MSN={its.Newest.Segment},LAST-PART={its.Newest.Part}\n");
        }
        return End(text, edge.Ended);
    }

    /// <summary>Rounded up: no part may exceed it.</summary>
    private static double PartTarget(HlsRung rung) => Math.Ceiling(rung.PartTarget * 100_000) / 100_000;

    private static StringBuilder Begin(int version, string control, IReadOnlyList<HlsSegment> segments, int first)
    {
        var cuts = 0;
        for (var i = 0; i < first; i++)
            cuts += segments[i].Discontinuity ? 1 : 0;
        return new StringBuilder("#EXTM3U\n")
            .Append(CultureInfo.InvariantCulture, $"#EXT-X-VERSION:{version}\n#EXT-X-INDEPENDENT-SEGMENTS\n")
            .Append(CultureInfo.InvariantCulture, $"#EXT-X-TARGETDURATION:{HlsRung.TargetDuration.TotalSeconds}\n")
            .Append(control)
            .Append(CultureInfo.InvariantCulture, $"#EXT-X-MEDIA-SEQUENCE:{(segments.Count > 0 ? segments[first].Number : 0)}\n")
            .Append(CultureInfo.InvariantCulture, $"#EXT-X-DISCONTINUITY-SEQUENCE:{cuts}\n");
    }

    /// <summary>Leaves out what is older than the boundary.</summary>
    /// <returns>The first segment that is told of.</returns>
    private static int Skip(StringBuilder text, IReadOnlyList<HlsSegment> segments, int first)
    {
        var boundary = segments.Count;
        for (var seconds = 0.0; boundary > first && seconds <= SkipUntil; boundary--)
            seconds += segments[boundary - 1].Seconds;
        if (boundary > first)
            text.Append(CultureInfo.InvariantCulture, $"#EXT-X-SKIP:SKIPPED-SEGMENTS={boundary - first}\n");
        return boundary;
    }

    private static void Append(StringBuilder text, HlsSegment segment, ref string? initialisation, bool tellsTime)
    {
        Introduce(text, segment, ref initialisation, tellsTime);
        Append(text, segment);
    }

    private static void Introduce(StringBuilder text, HlsSegment segment, ref string? initialisation, bool tellsTime)
    {
        if (segment.Discontinuity)
            text.Append("#EXT-X-DISCONTINUITY\n");
        if (segment.Initialisation != initialisation)
            text.Append(CultureInfo.InvariantCulture, $"#EXT-X-MAP:URI=\"{initialisation = segment.Initialisation}\"\n");
        if (tellsTime)
            text.Append(CultureInfo.InvariantCulture, $"#EXT-X-PROGRAM-DATE-TIME:{segment.At.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}\n");
    }

    private static void Append(StringBuilder text, HlsSegment segment) =>
        text.Append(CultureInfo.InvariantCulture, $"#EXTINF:{segment.Seconds:F5},\n{segment.File}\n");

    private static void AppendParts(StringBuilder text, IEnumerable<HlsPart> parts)
    {
        foreach (var part in parts)
            text.Append(CultureInfo.InvariantCulture, $"#EXT-X-PART:DURATION={part.Seconds:F5},URI=\"{part.File}\",INDEPENDENT=YES\n");
    }

    private static string End(StringBuilder text, bool ended) => (ended ? text.Append("#EXT-X-ENDLIST\n") : text).ToString();
}
