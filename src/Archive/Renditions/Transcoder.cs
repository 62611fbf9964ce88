using System.Globalization;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Ffmpeg;

namespace TalksPlatform.Archive.Renditions;

/// <summary>Encodes masters with ffmpeg and measures what came out.</summary>
internal sealed class Transcoder(FfmpegRunner ffmpeg)
{
    /// <summary>Makes one file.</summary>
    /// <param name="order">What is made of what.</param>
    /// <param name="output">Where to write.</param>
    /// <param name="progress">Takes 0 to 1.</param>
    /// <param name="ct">Ends it early.</param>
    public Task EncodeAsync(TranscodeOrder order, string output, IProgress<double> progress, CancellationToken ct) =>
        ffmpeg.RunAsync(
            new FfmpegCommand(
                [new(order.Master)],
                [
                    "-map", "0:a:0", "-map_metadata", "-1",
                    "-af", Leveller.Filter(order.Levelling),
                    .. TagsOf(order.Episode),
                    "-fs", BytesAllowed(order).ToString(CultureInfo.InvariantCulture),
                    .. order.Profile.Encoder,
                    output,
                ])
            {
                Length = order.Duration,
            },
            progress,
            ct);

    /// <summary>Listens to a made file as the public will.</summary>
    public async Task<EncodedFile> InspectAsync(string path, CancellationToken ct) =>
        new(await MediaProbe.ReadAsync(path, ct), await Loudness.MeasureAsync(ffmpeg, path, ct));

    private static IEnumerable<string> TagsOf(EpisodeCard? episode) => episode is null ? [] :
    [
        "-metadata", $"title={PlainText.Line(episode.Title)}",
        "-metadata", $"artist={PlainText.Line(episode.Series.Author)}",
        "-metadata", $"album={PlainText.Line(episode.Series.Title)}",
        "-metadata", $"date={episode.StartsAt.Year.ToString(CultureInfo.InvariantCulture)}",
    ];

    // A runaway encoder must not fill the disk: twice the nominal size, and room for headers.
    private static long BytesAllowed(TranscodeOrder order) =>
        (1 << 20) + (long)(2 * order.Profile.BitsPerSecond / 8 * order.Duration.TotalSeconds);
}

/// <summary>What is made of what.</summary>
/// <param name="Master">Path of the master.</param>
/// <param name="Duration">Its length.</param>
/// <param name="Profile">The kind of file.</param>
/// <param name="Levelling">What is done to the sound before.</param>
/// <param name="Episode">For the tags; null when the calendar does not know it any more.</param>
internal sealed record TranscodeOrder(
    string Master, TimeSpan Duration, RenditionProfile Profile, Levelling Levelling, EpisodeCard? Episode);

/// <summary>What came out.</summary>
/// <param name="Probe">Codec, channels, length.</param>
/// <param name="Loudness">As decoded.</param>
internal sealed record EncodedFile(MediaProbe Probe, Loudness Loudness);
