using System.Globalization;
using System.Text.Json;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Media.Recording;

/// <summary>
/// The folder of one recording: the parts of its tracks, an index for each, and the manifest, which is replaced by rename.
/// What a crash left behind is made whole when the folder is opened again.
/// </summary>
internal sealed class RecordingFolder
{
    private const string ProgrammeIndex = "programme.jsonl";
    private const string ProgrammeParts = "part";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerOptions.Web) { WriteIndented = true };

    private readonly Dictionary<string, TrackIndex> _tracks = new(StringComparer.Ordinal);

    private RecordingFolder(string path, RecordingManifest manifest)
    {
        Path = path;
        Manifest = manifest;
        Programme = TrackIndex.Open(path, ProgrammeIndex, ProgrammeParts);
        foreach (var track in manifest.Tracks)
            _tracks[track.Id] = OpenTrack(track);
    }

    public string Path { get; }

    /// <summary>While the recording is open, the indexes know better what parts there are.</summary>
    public RecordingManifest Manifest { get; private set; }

    /// <summary>The index of the programme.</summary>
    public TrackIndex Programme { get; }

    /// <summary>Opens the folder and makes its parts whole, or makes a new one.</summary>
    public static RecordingFolder Open(string path, TalkId talk, RecordingId recording)
    {
        Directory.CreateDirectory(path);
        var known = ReadManifest(path);
        var folder = new RecordingFolder(path, known ?? new(recording, talk, AudioFrame.SampleRate, 1, [], Closed: false));
        if (!folder.Manifest.Closed)
            folder.Repair();
        if (known is null)
            folder.Write(folder.Manifest);
        return folder;
    }

    /// <summary>What is in a folder by now; null when nothing was recorded there, or when its manifest is none.</summary>
    public static RecordingManifest? Read(string path)
    {
        if (ReadManifest(path) is not { } manifest)
            return null;
        if (manifest.Closed)
            return manifest;
        return manifest with
        {
            Parts = [.. manifest.Parts, .. PartsOf(TrackIndex.Read(System.IO.Path.Combine(path, ProgrammeIndex)))],
            Tracks = [.. manifest.Tracks.Select(track => track with { Parts = PartsOf(TrackIndex.Read(System.IO.Path.Combine(path, track.Index))) })],
        };
    }

    /// <summary>The index of a contributor's track, which is a new one when she was not heard before.</summary>
    public TrackIndex TrackOf(string id, string name)
    {
        if (_tracks.TryGetValue(id, out var known))
            return known;
        var number = (Manifest.Tracks.Count + 1).ToString("D2", CultureInfo.InvariantCulture);
        var track = new RecordingTrack(id, name, $"track-{number}.jsonl", []);
        Write(Manifest with { Tracks = [.. Manifest.Tracks, track] });
        return _tracks[id] = OpenTrack(track);
    }

    /// <summary>No part will be added: the manifest tells of all that there are.</summary>
    public void Close()
    {
        if (Manifest.Closed)
            return;
        Write(Manifest with
        {
            Parts = [.. Manifest.Parts, .. PartsOf(Programme.Parts)],
            Tracks = [.. Manifest.Tracks.Select(track => track with { Parts = PartsOf(_tracks[track.Id].Parts) })],
            Closed = true,
        });
    }

    private static List<RecordingPart> PartsOf(IEnumerable<RecordingPart> parts) => [.. parts.Where(part => part.Samples > 0)];

    private static RecordingManifest? ReadManifest(string path)
    {
        var file = System.IO.Path.Combine(path, RecordingManifest.FileName);
        try
        {
            return File.Exists(file) ? JsonSerializer.Deserialize<RecordingManifest>(File.ReadAllBytes(file), Json) : null;
        }
        catch (JsonException)
        {
            return null; // a tape without its table of contents must not keep the next part from being recorded
        }
    }

    private TrackIndex OpenTrack(RecordingTrack track) =>
        TrackIndex.Open(Path, track.Index, System.IO.Path.GetFileNameWithoutExtension(track.Index));

    /// <summary>Makes parts whole that a crash or a failing disk left behind. Those without a sample stay out of the manifest.</summary>
    private void Repair()
    {
        foreach (var index in _tracks.Values.Prepend(Programme))
        {
            foreach (var part in index.Parts.Where(part => part is { Sha256: null, Level: null }))
            {
                if (PartVerifier.Repair(part, System.IO.Path.Combine(Path, part.File)) is { } repaired)
                    index.Write(repaired);
            }
        }
        if (Manifest.Parts.Any(part => part.Sha256 is null))
            Write(Manifest with { Parts = PartsOf(Manifest.Parts.Select(Repaired)) });
    }

    /// <summary>Of a recording that an earlier version began: its parts are WAV files.</summary>
    private RecordingPart Repaired(RecordingPart part)
    {
        var file = System.IO.Path.Combine(Path, part.File);
        return part.Sha256 is not null ? part : part with { Samples = File.Exists(file) ? WavRepair.Repair(file) : 0 };
    }

    private void Write(RecordingManifest manifest)
    {
        var draft = System.IO.Path.Combine(Path, RecordingManifest.FileName + ".draft");
        using (var file = new FileStream(draft, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            JsonSerializer.Serialize(file, manifest, Json);
            file.Flush(flushToDisk: true);
        }
        File.Move(draft, System.IO.Path.Combine(Path, RecordingManifest.FileName), overwrite: true);
        Manifest = manifest;
    }
}
