using System.Text.Json;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation;

namespace TalksPlatform.Archive.Recordings;

/// <summary>The folder in which the live side recorded a talk.</summary>
internal sealed class RecordingFolder
{
    private readonly string _path;

    private RecordingFolder(string path, string name, RecordingManifest manifest)
    {
        _path = path;
        Name = name;
        Manifest = manifest;
    }

    /// <summary>Relative to the data folder.</summary>
    public string Name { get; }

    /// <summary>Its table of contents.</summary>
    public RecordingManifest Manifest { get; }

    /// <summary>Reads the manifest of a recording that was closed.</summary>
    public static async Task<RecordingFolder> OpenAsync(DataFolder data, string folder, CancellationToken ct)
    {
        var path = data.At(folder);
        var manifest = await ReadManifestAsync(Path.Combine(path, RecordingManifest.FileName), ct)
            ?? throw ArchiveFaults.ManifestMissing(folder).AsException();
        if (!manifest.Closed)
            throw ArchiveFaults.StillOpen(folder).AsException();
        return new RecordingFolder(path, folder, manifest);
    }

    /// <summary>Opens a part for reading from its start to its end.</summary>
    public FileStream OpenPart(RecordingPart part)
    {
        if (Path.GetFileName(part.File) != part.File)
            throw ArchiveFaults.PartUnreadable(part.File, "its name leads out of the folder").AsException();
        try
        {
            return new FileStream(
                Path.Combine(_path, part.File), FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan | FileOptions.Asynchronous);
        }
        catch (FileNotFoundException missing)
        {
            throw ArchiveFaults.PartMissing(part.File).AsException(missing);
        }
    }

    private static async Task<RecordingManifest?> ReadManifestAsync(string path, CancellationToken ct)
    {
        try
        {
            await using var file = File.OpenRead(path);
            return await JsonSerializer.DeserializeAsync<RecordingManifest>(file, JsonSerializerOptions.Web, ct);
        }
        catch (Exception unreadable) when (unreadable is IOException or JsonException)
        {
            return null;
        }
    }
}
