using System.Globalization;
using System.Text;
using TalksPlatform.Contracts;

namespace TalksPlatform.Server.Demo;

/// <summary>What somebody gets who listens to one rung of a talk from its first segment to its last.</summary>
internal sealed record HlsListener(int Segments, bool Contiguous, TimeSpan Duration, string Faults, float[]? Sound)
{
    /// <summary>Fetches all segments over HTTP, as their playlist names them, and decodes them.</summary>
    public static async Task<HlsListener> ReadAsync(DemoApi api, TalkId talk, string rung, CancellationToken ct)
    {
        var root = $"/hls/{talk}/{rung}/";
        var playlist = Encoding.UTF8.GetString(await api.DownloadAsync(root + "index.m3u8", ct));
        var lines = playlist.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var ended = lines.Contains("#EXT-X-ENDLIST", StringComparer.Ordinal);
        var first = Number(lines, "#EXT-X-MEDIA-SEQUENCE:");
        var target = Number(lines, "#EXT-X-TARGETDURATION:");

        // The playlist shows what is live; the segments before it are there by their numbers.
        var last = first + lines.Count(l => l.EndsWith(".m4s", StringComparison.Ordinal)) - 1;
        var seconds = 0.0;
        var contiguous = ended && last > first;
        using var all = new MemoryStream();
        all.Write(await api.DownloadAsync(root + "init.mp4", ct));
        for (var n = 0; n <= last; n++)
        {
            var segment = await api.DownloadAsync($"{root}{n}.m4s", ct);
            all.Write(segment);
        }

        foreach (var line in lines.Where(l => l.StartsWith("#EXTINF:", StringComparison.Ordinal)))
        {
            var length = double.Parse(line["#EXTINF:".Length..].TrimEnd(','), CultureInfo.InvariantCulture);
            contiguous &= Math.Round(length) <= target;
            seconds += length;
        }

        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(file, all.ToArray(), ct);
            var (sound, faults) = await Tool.DecodeAsync(file, ct);
            return new HlsListener(last + 1, contiguous, TimeSpan.FromSeconds(sound.Length / 48_000.0), faults, sound);
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>Decodes a file of any kind to 48 kHz mono.</summary>
    public static async Task<float[]> DecodeAsync(byte[] bytes, CancellationToken ct)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(file, bytes, ct);
            return (await Tool.DecodeAsync(file, ct)).Sound;
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static int Number(string[] lines, string tag) =>
        int.Parse(Array.Find(lines, l => l.StartsWith(tag, StringComparison.Ordinal))?[tag.Length..] ?? "0", CultureInfo.InvariantCulture);
}
