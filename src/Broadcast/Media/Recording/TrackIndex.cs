using System.Text.Json;
using System.Text.Json.Serialization;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Media.Recording;

/// <summary>
/// What a track has: a line a part when it begins, and another when it is whole and was read back, which stands for the
/// first. Lines are only ever added, and each is on the disk before anybody goes on.
/// </summary>
internal sealed class TrackIndex
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerOptions.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    };

    private readonly Lock _changes = new();
    private readonly string _folder;
    private readonly string _partPrefix;
    private readonly string _path;
    private readonly List<RecordingPart> _parts;
    private int _lastNumber;

    private TrackIndex(string folder, string file, string partPrefix, List<RecordingPart> parts)
    {
        (_folder, _partPrefix, _parts) = (folder, partPrefix, parts);
        _path = Path.Combine(folder, file);
        _lastNumber = parts.Count;
    }

    /// <summary>In order of time.</summary>
    public IReadOnlyList<RecordingPart> Parts
    {
        get
        {
            lock (_changes)
                return [.. _parts];
        }
    }

    /// <summary>Reads an index, or begins one.</summary>
    /// <param name="folder">The recording's.</param>
    /// <param name="file">The index.</param>
    /// <param name="partPrefix">What its parts' names begin with.</param>
    public static TrackIndex Open(string folder, string file, string partPrefix) =>
        new(folder, file, partPrefix, Read(Path.Combine(folder, file)));

    /// <summary>The parts that an index tells of; a line that a crash cut off tells of none.</summary>
    public static List<RecordingPart> Read(string path)
    {
        List<RecordingPart> parts = [];
        if (!File.Exists(path))
            return parts;
        foreach (var line in File.ReadLines(path))
        {
            if (Parse(line) is not { } part)
                continue;
            var known = parts.FindIndex(other => other.File == part.File);
            if (known < 0)
                parts.Add(part);
            else
                parts[known] = part;
        }
        return parts;
    }

    /// <summary>The next part's name: a number is never used twice, for a file that no line tells of may lie there.</summary>
    public string NextFile()
    {
        string name;
        do
            name = $"{_partPrefix}-{++_lastNumber:D4}.flac";
        while (File.Exists(Path.Combine(_folder, name)));
        return name;
    }

    /// <summary>Adds what is known of a part now.</summary>
    public void Write(RecordingPart part)
    {
        lock (_changes)
        {
            Append(part);
            var known = _parts.FindIndex(other => other.File == part.File);
            if (known < 0)
                _parts.Add(part);
            else
                _parts[known] = part;
        }
    }

    private void Append(RecordingPart part)
    {
        using var file = new FileStream(_path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
        var end = file.Seek(0, SeekOrigin.End);
        try
        {
            // A line that was cut off stays, and stays alone.
            byte[] line = [.. IsCutOff(file) ? "\n"u8 : [], .. JsonSerializer.SerializeToUtf8Bytes(part, Json), (byte)'\n'];
            file.Write(line);
            file.Flush(flushToDisk: true);
        }
        catch
        {
            file.SetLength(end);
            throw;
        }
    }

    private static bool IsCutOff(FileStream file)
    {
        if (file.Length == 0)
            return false;
        file.Seek(-1, SeekOrigin.End);
        return file.ReadByte() != '\n';
    }

    private static RecordingPart? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<RecordingPart>(line, Json) is { File.Length: > 0 } part ? part : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
