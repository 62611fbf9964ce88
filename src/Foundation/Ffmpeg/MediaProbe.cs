using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using TalksPlatform.Foundation.Faults;
using TalksPlatform.Foundation.Processes;

namespace TalksPlatform.Foundation.Ffmpeg;

/// <summary>What is really in a media file, as ffprobe sees it.</summary>
/// <param name="Container">ffmpeg's name, e.g. mp3, or mov,mp4,m4a,3gp,3g2,mj2.</param>
/// <param name="Duration">The longest stream's.</param>
/// <param name="Bytes">The file's size.</param>
/// <param name="Bitrate">Bits a second of the whole file.</param>
/// <param name="Streams">Audio, video, cover pictures ...</param>
/// <param name="Chapters">In order of time.</param>
/// <param name="Tags">The container's, e.g. title; keys in lower case.</param>
public sealed record MediaProbe(
    string Container,
    TimeSpan Duration,
    long Bytes,
    long Bitrate,
    IReadOnlyList<MediaStream> Streams,
    IReadOnlyList<MediaChapter> Chapters,
    IReadOnlyDictionary<string, string> Tags)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>The first audio stream, or null.</summary>
    public MediaStream? Audio => Streams.FirstOrDefault(stream => stream.Kind == "audio");

    /// <summary>Reads a file.</summary>
    /// <exception cref="FaultException">media.unreadable; media.ffmpeg-missing.</exception>
    public static Task<MediaProbe> ReadAsync(string path, CancellationToken ct) => ReadAsync(path, TimeProvider.System, ct);

    /// <summary>The same by another clock.</summary>
    internal static async Task<MediaProbe> ReadAsync(string path, TimeProvider time, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(Limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        try
        {
            var json = await ChildProcess.RunAsync(
                new("ffprobe",
                    "-v", "error", "-protocol_whitelist", "file", "-of", "json",
                    "-show_format", "-show_streams", "-show_chapters", path),
                either.Token);
            return Parse(json);
        }
        catch (ChildProcessException failure)
        {
            throw (FfmpegCommand.IsMissing(failure) ? FfmpegRunner.Missing : Unreadable(path, failure.LastWords)).AsException(failure);
        }
        catch (OperationCanceledException late) when (!ct.IsCancellationRequested)
        {
            throw Unreadable(path, "it could not be read within a minute.").AsException(late);
        }
        catch (Exception failure) when (failure is JsonException or FormatException)
        {
            throw Unreadable(path, failure.Message).AsException(failure);
        }
    }

    /// <summary>Reads ffprobe's JSON.</summary>
    internal static MediaProbe Parse(string json)
    {
        var root = JsonNode.Parse(json)!;
        var format = root["format"] ?? throw new FormatException("ffprobe found no container.");
        var streams = Items(root["streams"]).Select(MediaStream.From).ToList();
        return new MediaProbe(
            Text(format["format_name"]) ?? "",
            Seconds(format["duration"]) ?? streams.Select(stream => stream.Duration ?? TimeSpan.Zero).DefaultIfEmpty().Max(),
            Number(format["size"]) ?? 0,
            Number(format["bit_rate"]) ?? 0,
            streams,
            [.. Items(root["chapters"]).Select(MediaChapter.From)],
            Tagged(format["tags"]));
    }

    internal static IEnumerable<JsonNode> Items(JsonNode? list) => (list as JsonArray)?.OfType<JsonNode>() ?? [];

    internal static string? Text(JsonNode? value) => value?.ToString();

    // ffprobe writes some numbers as strings.
    internal static long? Number(JsonNode? value) =>
        long.TryParse(value?.ToString(), CultureInfo.InvariantCulture, out var number) ? number : null;

    internal static TimeSpan? Seconds(JsonNode? value) =>
        double.TryParse(value?.ToString(), CultureInfo.InvariantCulture, out var seconds) ? TimeSpan.FromSeconds(seconds) : null;

    internal static IReadOnlyDictionary<string, string> Tagged(JsonNode? tags) =>
        ((tags as JsonObject)?.AsEnumerable() ?? [])
            .ToDictionary(tag => tag.Key.ToLowerInvariant(), tag => Text(tag.Value) ?? "", StringComparer.Ordinal);

    private static Fault Unreadable(string path, string reason) => new(
        "media.unreadable", FaultKind.Invalid, $"{Path.GetFileName(path)} cannot be read as sound or picture: {reason.Trim()}");
}

/// <summary>One stream of a media file.</summary>
/// <param name="Kind">audio, video, subtitle ...</param>
/// <param name="Codec">ffmpeg's name, e.g. opus.</param>
/// <param name="SampleRate">Samples a second, 0 for pictures.</param>
/// <param name="Channels">0 for pictures.</param>
/// <param name="Bitrate">Bits a second, or null when the container does not say.</param>
/// <param name="Duration">Or null when the container does not say.</param>
/// <param name="IsCover">A still picture that belongs to the sound.</param>
public sealed record MediaStream(string Kind, string Codec, int SampleRate, int Channels, long? Bitrate, TimeSpan? Duration, bool IsCover)
{
    internal static MediaStream From(JsonNode stream) => new(
        MediaProbe.Text(stream["codec_type"]) ?? "",
        MediaProbe.Text(stream["codec_name"]) ?? "",
        (int)(MediaProbe.Number(stream["sample_rate"]) ?? 0),
        (int)(MediaProbe.Number(stream["channels"]) ?? 0),
        MediaProbe.Number(stream["bit_rate"]),
        MediaProbe.Seconds(stream["duration"]),
        MediaProbe.Number(stream["disposition"]?["attached_pic"]) == 1);
}

/// <summary>A chapter of a media file.</summary>
/// <param name="Start">From the file's beginning.</param>
/// <param name="End">From the file's beginning.</param>
/// <param name="Title">Or empty.</param>
public sealed record MediaChapter(TimeSpan Start, TimeSpan End, string Title)
{
    internal static MediaChapter From(JsonNode chapter) => new(
        MediaProbe.Seconds(chapter["start_time"]) ?? TimeSpan.Zero,
        MediaProbe.Seconds(chapter["end_time"]) ?? TimeSpan.Zero,
        MediaProbe.Tagged(chapter["tags"]).GetValueOrDefault("title", ""));
}
