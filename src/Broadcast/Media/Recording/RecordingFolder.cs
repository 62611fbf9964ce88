using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Media.Recording;

/// <summary>
/// The folder of one recording: its parts, and the manifest, which is replaced by rename. What a crash left behind is
/// repaired when the folder is opened again.
/// </summary>
internal sealed class RecordingFolder
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerOptions.Web) { WriteIndented = true };

    private readonly string _path;

    private RecordingFolder(string path, RecordingManifest manifest)
    {
        _path = path;
        Manifest = manifest;
    }

    public RecordingManifest Manifest { get; private set; }

    /// <summary>Opens the folder and repairs it, or makes a new one.</summary>
    public static RecordingFolder Open(string path, TalkId talk, RecordingId recording)
    {
        Directory.CreateDirectory(path);
        var folder = new RecordingFolder(path, Read(path) ?? new(recording, talk, AudioFrame.SampleRate, 1, [], Closed: false));
        folder.Repair();
        return folder;
    }

    /// <summary>The manifest of a folder, or null when nothing was recorded there, or when it is no manifest.</summary>
    public static RecordingManifest? Read(string path)
    {
        var file = Path.Combine(path, RecordingManifest.FileName);
        try
        {
            return File.Exists(file) ? JsonSerializer.Deserialize<RecordingManifest>(File.ReadAllBytes(file), Json) : null;
        }
        catch (JsonException)
        {
            return null; // a tape without its table of contents must not keep the next part from being recorded
        }
    }

    /// <summary>Begins the next part; the manifest tells of it before its first sample is written.</summary>
    public WavFile BeginPart(DateTimeOffset startedAt)
    {
        // A number is never used twice: a file that the manifest does not know may lie there.
        var number = Manifest.Parts.Count;
        string name;
        do
            name = $"part-{(++number).ToString("D4", CultureInfo.InvariantCulture)}.wav";
        while (File.Exists(Path.Combine(_path, name)));

        var wav = WavFile.Create(Path.Combine(_path, name));
        try
        {
            Write(Manifest with { Parts = [.. Manifest.Parts, new(name, startedAt, Samples: 0, Sha256: null, DroppedFrames: 0)] });
            return wav;
        }
        catch
        {
            wav.Dispose();
            File.Delete(Path.Combine(_path, name));
            throw;
        }
    }

    /// <summary>Enters what the last part has become. Its checksum is reckoned here, which takes a second or two an hour.</summary>
    public void EndPart(long samples, long droppedFrames)
    {
        var part = Manifest.Parts[^1];
        part = part with { Samples = samples, Sha256 = Checksum(part.File), DroppedFrames = droppedFrames };
        Write(Manifest with { Parts = [.. Manifest.Parts.SkipLast(1), part] });
    }

    /// <summary>No part will be added.</summary>
    public void Close()
    {
        if (!Manifest.Closed)
            Write(Manifest with { Closed = true });
    }

    /// <summary>Makes parts whole that a crash or a failing disk left behind, and forgets those without a sample.</summary>
    private void Repair()
    {
        if (Manifest.Closed)
            return;
        var parts = Manifest.Parts.Select(part => part.Sha256 is null ? Repaired(part) : part).Where(part => part.Samples > 0);
        Write(Manifest with { Parts = [.. parts] });
    }

    private RecordingPart Repaired(RecordingPart part)
    {
        var file = Path.Combine(_path, part.File);
        return part with { Samples = File.Exists(file) ? WavFile.Repair(file) : 0 };
    }

    private string Checksum(string name)
    {
        using var file = File.OpenRead(Path.Combine(_path, name));
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }

    private void Write(RecordingManifest manifest)
    {
        var draft = Path.Combine(_path, RecordingManifest.FileName + ".draft");
        using (var file = new FileStream(draft, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            JsonSerializer.Serialize(file, manifest, Json);
            file.Flush(flushToDisk: true);
        }
        File.Move(draft, Path.Combine(_path, RecordingManifest.FileName), overwrite: true);
        Manifest = manifest;
    }
}
