using System.Buffers;
using System.Security.Cryptography;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Ffmpeg;
using TalksPlatform.Foundation.Processes;

namespace TalksPlatform.Archive.Recordings;

/// <summary>
/// Joins the parts of a recording into one lossless master, sample after sample, without filling the gaps between them.
/// Each part is read once: its checksum is taken while its sound goes by.
/// </summary>
internal sealed class MasterWriter
{
    private const int BufferBytes = 1 << 18;

    /// <summary>Writes the master.</summary>
    /// <param name="folder">The recording.</param>
    /// <param name="master">Where to write.</param>
    /// <param name="progress">Takes 0 to 1.</param>
    /// <param name="ct">Ends it early.</param>
    /// <returns>The parts that have sound, as they are in the master.</returns>
    public async Task<IReadOnlyList<JoinedPart>> WriteAsync(
        RecordingFolder folder, string master, IProgress<double> progress, CancellationToken ct)
    {
        var sources = folder.Manifest.Parts.Select(part => Inspect(folder, part)).Where(source => source.Wav.Frames > 0).ToList();
        if (sources.Count == 0)
            throw ArchiveFaults.Empty(folder.Name).AsException();
        var format = sources[0].Wav;
        if (sources.Find(source => !source.Wav.SoundsLike(format)) is { } other)
            throw ArchiveFaults.PartUnreadable(other.Part.File, "its sample format is not that of the first part").AsException();

        await using var encoder = FfmpegRunner.Start(Encoding(format, master));
        try
        {
            List<JoinedPart> joined = [];
            foreach (var source in sources)
            {
                joined.Add(await CopyAsync(folder, source, encoder.Input, ct));
                progress.Report((double)joined.Count / sources.Count);
            }
            encoder.Input.Close();
            await encoder.EnsureSucceededAsync(ct);
            return joined;
        }
        catch (Exception failure) when (failure is IOException or ChildProcessException)
        {
            throw ArchiveFaults.MasterUnwritable(failure is IOException ? encoder.LastWords : failure.Message).AsException(failure);
        }
    }

    private static FfmpegCommand Encoding(WavPart format, string master) => new(
        [
            FfmpegInput.Pipe with
            {
                Options = ["-f", format.SampleFormat, "-ar", $"{format.SampleRate}", "-ac", $"{format.Channels}"],
            },
        ],
        "-c:a", "flac", "-f", "flac", master);

    private static Source Inspect(RecordingFolder folder, RecordingPart part)
    {
        try
        {
            using var file = folder.OpenPart(part);
            var closed = part.Sha256 is not null;
            return new Source(part, closed || file.Length >= WavPart.SmallestHeader ? WavPart.Read(file, closed) : WavPart.Empty);
        }
        catch (InvalidDataException unreadable)
        {
            throw ArchiveFaults.PartUnreadable(part.File, unreadable.Message).AsException(unreadable);
        }
    }

    private static async Task<JoinedPart> CopyAsync(RecordingFolder folder, Source source, Stream pipe, CancellationToken ct)
    {
        var (part, wav) = source;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            await using var file = folder.OpenPart(part);
            var (at, end) = (0L, wav.DataOffset + wav.DataBytes);
            int read;
            while ((read = await file.ReadAsync(buffer, ct)) > 0)
            {
                hash.AppendData(buffer, 0, read);
                var from = (int)Math.Clamp(wav.DataOffset - at, 0, read);
                var to = (int)Math.Clamp(end - at, from, read);
                await pipe.WriteAsync(buffer.AsMemory(from, to - from), ct);
                at += read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        var sha256 = Convert.ToHexStringLower(hash.GetHashAndReset());
        if (part.Sha256 is { } recorded && recorded != sha256)
            throw ArchiveFaults.PartAltered(part.File).AsException();
        return new JoinedPart(part.File, part.StartedAt, wav.Frames, sha256, Repaired: part.Sha256 is null);
    }

    private sealed record Source(RecordingPart Part, WavPart Wav);
}
