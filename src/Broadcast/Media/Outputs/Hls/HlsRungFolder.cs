using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace TalksPlatform.Broadcast.Media.Outputs.Hls;

/// <summary>
/// The segments of one rung on disk, all of the talk's, and their index: a line a segment, appended after the segment is
/// there. A crash may leave half a line or a segment without a line; both are forgotten. One writer, any readers.
/// </summary>
internal sealed class HlsRungFolder
{
    private const string IndexFile = "index.jsonl";
    private const string EndFile = "ended";

    private readonly string _path;
    private ImmutableList<HlsSegment> _segments;

    private HlsRungFolder(string path, ImmutableList<HlsSegment> segments) => (_path, _segments) = (path, segments);

    public ImmutableList<HlsSegment> Segments => Volatile.Read(ref _segments);

    /// <summary>No segment will be added.</summary>
    public bool Ended => File.Exists(PathOf(EndFile));

    /// <summary>Reads what is there; nothing, when there is no such folder.</summary>
    public static HlsRungFolder Read(string path)
    {
        var index = Path.Combine(path, IndexFile);
        var lines = File.Exists(index) ? File.ReadLines(index) : [];
        return new HlsRungFolder(path, [.. lines.Select(Parse).OfType<HlsSegment>()]);
    }

    /// <summary>Reads what is there, for going on with it.</summary>
    public static HlsRungFolder Open(string path)
    {
        Directory.CreateDirectory(path);
        var folder = Read(path);

        // Half a line must not become one with the next: the index is written anew, in whole lines.
        folder.Publish(IndexFile, string.Concat(folder.Segments.Select(Line)));
        return folder;
    }

    public string PathOf(string file) => Path.Combine(_path, file);

    /// <summary>Keeps an encoder's initialisation, and returns its file: the latest one where they are alike.</summary>
    public string AddInitialisation(ReadOnlySpan<byte> bytes)
    {
        if (Segments is [.., var last] && File.ReadAllBytes(PathOf(last.Initialisation)).AsSpan().SequenceEqual(bytes))
            return last.Initialisation;

        var next = Segments is [.., var latest] ? latest.Number + 1 : 0;
        var file = next == 0 ? "init.mp4" : string.Create(CultureInfo.InvariantCulture, $"init-{next}.mp4");
        Publish(file, bytes);
        return file;
    }

    /// <summary>Keeps a segment, and then a line that tells of it.</summary>
    public void Add(HlsSegment segment, ReadOnlySpan<byte> bytes)
    {
        Publish(segment.File, bytes);
        File.AppendAllText(PathOf(IndexFile), Line(segment));
        Volatile.Write(ref _segments, Segments.Add(segment));
    }

    public void End() => Publish(EndFile, []);

    private static string Line(HlsSegment segment) => JsonSerializer.Serialize(segment, JsonSerializerOptions.Web) + "\n";

    private static HlsSegment? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<HlsSegment>(line, JsonSerializerOptions.Web);
        }
        catch (JsonException)
        {
            return null; // the half line of a crash
        }
    }

    private void Publish(string file, string text) => Publish(file, System.Text.Encoding.UTF8.GetBytes(text));

    /// <summary>By rename: whoever asks for the file gets all of it or nothing.</summary>
    private void Publish(string file, ReadOnlySpan<byte> bytes)
    {
        var draft = PathOf(file + ".draft");
        File.WriteAllBytes(draft, bytes);
        File.Move(draft, PathOf(file), overwrite: true);
    }
}
