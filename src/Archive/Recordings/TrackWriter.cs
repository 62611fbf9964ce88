using System.Runtime.InteropServices;
using TalksPlatform.Archive.Storage;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Flac;

namespace TalksPlatform.Archive.Recordings;

/// <summary>
/// Makes a file of each contributor's track, as long as the master and with silence where she gave nothing: laid beside each
/// other in an editor they fit to the sample.
/// </summary>
internal sealed class TrackWriter(IMediaStore media)
{
    private static readonly short[] Silence = new short[FlacWriter.BlockLength];

    /// <summary>Writes all tracks; those of which nothing was kept are left out.</summary>
    /// <param name="folder">The recording.</param>
    /// <param name="recording">Its joined programme.</param>
    /// <param name="programme">The parts of that.</param>
    /// <param name="ct">Ends it early.</param>
    public async Task<IReadOnlyList<KeptTrack>> WriteAsync(
        RecordingFolder folder, Recording recording, IReadOnlyList<JoinedPart> programme, CancellationToken ct)
    {
        var timeline = new RecordingTimeline(recording.SampleRate, programme);
        var whole = folder.Manifest.Parts.Sum(part => part.Samples) == recording.Samples; // else places have moved
        List<KeptTrack> kept = [];
        foreach (var track in folder.Manifest.Tracks.Where(track => track.Parts.Count > 0))
        {
            var file = $"track-{kept.Count + 1:D2}.flac";
            using var draft = media.NewDraft(recording.EpisodeId, file);
            await WriteAsync(folder, recording, track, part => PlaceOf(part), draft.Path, ct);
            kept.Add(new KeptTrack(kept.Count + 1, track.Name, file, await draft.PublishAsync(ct)));
        }
        return kept;

        long PlaceOf(RecordingPart part) => whole && part.Position is { } position
            ? position
            : (long)Math.Round(timeline.PositionOf(part.StartedAt).TotalSeconds * recording.SampleRate);
    }

    private static async Task WriteAsync(
        RecordingFolder folder, Recording recording, RecordingTrack track, Func<RecordingPart, long> placeOf, string path, CancellationToken ct)
    {
        await using var file = new FileStream(path, FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 16);
        using var writer = new FlacWriter(file, recording.SampleRate);
        var at = 0L;
        foreach (var part in track.Parts)
        {
            var sound = PartSound.Inspect(folder, part);
            if (sound.Format is null)
                continue;
            if (sound.Format != new PcmFormat("s16le", recording.SampleRate, 1))
                throw ArchiveFaults.PartUnreadable(part.File, "its sample format is not that of a track").AsException();
            using var pcm = new MemoryStream();
            await sound.CopyAsync(pcm, ct);
            at = AppendSilence(writer, at, placeOf(part));
            at = Append(writer, at, MemoryMarshal.Cast<byte, short>(pcm.GetBuffer().AsSpan(0, (int)pcm.Length)), recording.Samples);
        }
        AppendSilence(writer, at, recording.Samples);
        writer.Finish();
    }

    private static long AppendSilence(FlacWriter writer, long at, long until)
    {
        for (; at < until; at += Math.Min(Silence.Length, until - at))
            writer.Append(Silence.AsSpan(0, (int)Math.Min(Silence.Length, until - at)));
        return at;
    }

    private static long Append(FlacWriter writer, long at, ReadOnlySpan<short> sound, long end)
    {
        sound = sound[..(int)Math.Clamp(end - at, 0, sound.Length)];
        writer.Append(sound);
        return at + sound.Length;
    }
}

/// <summary>A contributor's track as it lies in the store.</summary>
/// <param name="Ordinal">From 1, in the order in which they were first heard.</param>
/// <param name="Name">As she was called on air.</param>
/// <param name="File">Its name among the episode's media.</param>
/// <param name="Stored">What it holds.</param>
internal sealed record KeptTrack(int Ordinal, string Name, string File, StoredFile Stored);
