using System.Security.Cryptography;
using System.Text.Json;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation;
using TalksPlatform.Foundation.Flac;

namespace TalksPlatform.Archive.Tests.Given;

/// <summary>A recording as the live side leaves it: parts as FLAC files (WAV, as earlier versions did), tracks, and their manifest.</summary>
internal sealed class Tape(DataFolder data, EpisodeId episode)
{
    private readonly List<RecordingPart> _parts = [];
    private readonly List<RecordingTrack> _tracks = [];

    public RecordingId Id { get; } = RecordingId.New();

    public string Folder => $"recordings/{Id}";

    public RecordingClosed Closed => new(TalkId.Of(episode), Id, Folder);

    public string PathOf(string file) => data.At(Folder, file);

    /// <summary>Adds a part that the recorder closed.</summary>
    public Tape With(DateTimeOffset startedAt, float[] sound) => Add(startedAt, sound, crashed: false);

    /// <summary>Adds a part that the recorder left behind when it died: the header tells of nothing yet.</summary>
    public Tape WithCrashed(DateTimeOffset startedAt, float[] sound) => Add(startedAt, sound, crashed: true);

    /// <summary>Adds a part of FLAC that the recorder closed.</summary>
    public Tape WithFlac(DateTimeOffset startedAt, float[] sound)
    {
        _parts.Add(AddFlac($"part-{_parts.Count + 1:0000}.flac", startedAt, sound, crashed: false));
        return this;
    }

    /// <summary>Adds a part of FLAC that the recorder left behind when it died: no length in it, and half a frame at its end.</summary>
    public Tape WithCrashedFlac(DateTimeOffset startedAt, float[] sound)
    {
        _parts.Add(AddFlac($"part-{_parts.Count + 1:0000}.flac", startedAt, sound, crashed: true));
        return this;
    }

    /// <summary>Adds a contributor's track of one part.</summary>
    public Tape WithTrack(string name, DateTimeOffset startedAt, long position, float[] sound)
    {
        var prefix = $"track-{_tracks.Count + 1:00}";
        _tracks.Add(new RecordingTrack(
            Guid.NewGuid().ToString(), name, $"{prefix}.jsonl",
            [AddFlac($"{prefix}-0001.flac", startedAt, sound, crashed: false) with { Position = position }]));
        return this;
    }

    /// <summary>Writes the manifest.</summary>
    public Tape Write(bool closed = true)
    {
        Directory.CreateDirectory(data.At(Folder));
        var manifest = new RecordingManifest(Id, TalkId.Of(episode), Sound.Rate, 1, _parts, closed) { Tracks = _tracks };
        File.WriteAllText(PathOf(RecordingManifest.FileName), JsonSerializer.Serialize(manifest, JsonSerializerOptions.Web));
        return this;
    }

    public static byte[] Wav(float[] sound, uint? declaredBytes = null)
    {
        using var file = new MemoryStream();
        using var writer = new BinaryWriter(file);
        var bytes = declaredBytes ?? (uint)(sound.Length * 2);
        writer.Write("RIFF"u8);
        writer.Write(36 + bytes);
        writer.Write("WAVEfmt "u8);
        writer.Write(16);
        writer.Write((short)1);
        writer.Write((short)1);
        writer.Write(Sound.Rate);
        writer.Write(Sound.Rate * 2);
        writer.Write((short)2);
        writer.Write((short)16);
        writer.Write("data"u8);
        writer.Write(bytes);
        foreach (var sample in sound)
            writer.Write((short)Math.Round(sample * short.MaxValue));
        return file.ToArray();
    }

    private RecordingPart AddFlac(string name, DateTimeOffset startedAt, float[] sound, bool crashed)
    {
        Directory.CreateDirectory(data.At(Folder));
        using (var file = File.Create(PathOf(name)))
        using (var writer = new FlacWriter(file, Sound.Rate))
        {
            writer.Append([.. sound.Select(sample => (short)Math.Round(sample * short.MaxValue))]);
            if (crashed)
                file.Write([0xFF, 0xF8, 0x7A]);
            else
                writer.Finish();
        }
        return new RecordingPart(
            name, startedAt, crashed ? 0 : sound.Length, crashed ? null : Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(PathOf(name)))), DroppedFrames: 0);
    }

    private Tape Add(DateTimeOffset startedAt, float[] sound, bool crashed)
    {
        var name = $"part-{_parts.Count + 1:0000}.wav";
        var bytes = Wav(sound, crashed ? 0 : null);
        Directory.CreateDirectory(data.At(Folder));
        File.WriteAllBytes(PathOf(name), bytes);
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes));
        _parts.Add(new RecordingPart(name, startedAt, crashed ? 0 : sound.Length, crashed ? null : sha256, DroppedFrames: 0));
        return this;
    }
}
