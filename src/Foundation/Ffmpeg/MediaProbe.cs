using System.Globalization;
using System.Text.Json;
using TalksPlatform.Foundation.Processes;

namespace TalksPlatform.Foundation.Ffmpeg;

/// <summary>What ffprobe found in a file with sound.</summary>
/// <param name="Codec">ffprobe's name, e.g. opus.</param>
/// <param name="SampleRate">Samples a second.</param>
/// <param name="Channels">Channels.</param>
/// <param name="Duration">The container's.</param>
public sealed record MediaProbe(string Codec, int SampleRate, int Channels, TimeSpan Duration)
{
    /// <summary>Reads a local file.</summary>
    /// <exception cref="ChildProcessException">It cannot be read as media.</exception>
    /// <exception cref="InvalidDataException">It has no sound.</exception>
    public static async Task<MediaProbe> ReadAsync(string path, CancellationToken ct)
    {
        var json = await ChildProcess.RunAsync(
            new ChildCommand("ffprobe",
            [
                "-v", "error", "-protocol_whitelist", "file", "-of", "json", "-select_streams", "a:0",
                "-show_entries", "stream=codec_name,sample_rate,channels:format=duration", path,
            ]),
            ct);
        using var document = JsonDocument.Parse(json);
        if (document.RootElement.GetProperty("streams").EnumerateArray().FirstOrDefault() is not { ValueKind: JsonValueKind.Object } stream)
            throw new InvalidDataException($"{Path.GetFileName(path)} has no sound.");

        return new MediaProbe(
            stream.GetProperty("codec_name").GetString()!,
            int.Parse(stream.GetProperty("sample_rate").GetString()!, CultureInfo.InvariantCulture),
            stream.GetProperty("channels").GetInt32(),
            DurationOf(document.RootElement.GetProperty("format")));
    }

    // A file that was cut off may have no duration at all.
    private static TimeSpan DurationOf(JsonElement format) =>
        format.TryGetProperty("duration", out var duration)
            ? TimeSpan.FromSeconds(double.Parse(duration.GetString()!, CultureInfo.InvariantCulture))
            : TimeSpan.Zero;
}
