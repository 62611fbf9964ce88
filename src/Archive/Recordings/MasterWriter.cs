using TalksPlatform.Foundation.Ffmpeg;
using TalksPlatform.Foundation.Processes;

namespace TalksPlatform.Archive.Recordings;

/// <summary>
/// Joins the parts of a recording into one lossless master, sample after sample, without filling the gaps between them.
/// </summary>
internal sealed class MasterWriter
{
    /// <summary>Writes the master.</summary>
    /// <param name="folder">The recording.</param>
    /// <param name="master">Where to write.</param>
    /// <param name="progress">Takes 0 to 1.</param>
    /// <param name="ct">Ends it early.</param>
    /// <returns>The parts that have sound, as they are in the master.</returns>
    public async Task<IReadOnlyList<JoinedPart>> WriteAsync(
        RecordingFolder folder, string master, IProgress<double> progress, CancellationToken ct)
    {
        var sources = folder.Manifest.Parts.Select(part => PartSound.Inspect(folder, part)).Where(source => source.Format is not null).ToList();
        if (sources.Count == 0)
            throw ArchiveFaults.Empty(folder.Name).AsException();
        var format = sources[0].Format!;
        if (sources.Find(source => source.Format != format) is { } other)
            throw ArchiveFaults.PartUnreadable(other.Part.File, "its sample format is not that of the first part").AsException();

        await using var encoder = FfmpegRunner.Start(Encoding(format, master));
        try
        {
            List<JoinedPart> joined = [];
            foreach (var source in sources)
            {
                joined.Add(await source.CopyAsync(encoder.Input, ct));
                progress.Report((double)joined.Count / sources.Count);
            }
            joined.RemoveAll(part => part.Samples == 0);
            if (joined.Count == 0)
                throw ArchiveFaults.Empty(folder.Name).AsException();
            encoder.Input.Close();
            await encoder.EnsureSucceededAsync(ct);
            return joined;
        }
        catch (Exception failure) when (failure is IOException or ChildProcessException)
        {
            throw ArchiveFaults.MasterUnwritable(failure is IOException ? encoder.LastWords : failure.Message).AsException(failure);
        }
    }

    private static FfmpegCommand Encoding(PcmFormat format, string master) => new(
        [
            FfmpegInput.Pipe with
            {
                Options = ["-f", format.Samples, "-ar", $"{format.Rate}", "-ac", $"{format.Channels}"],
            },
        ],
        "-c:a", "flac", "-f", "flac", master);
}
