using System.Globalization;

namespace TalksPlatform.Foundation.Ffmpeg;

/// <summary>How loud a file is after EBU R128. A mono file is measured as the one channel that it is.</summary>
/// <param name="IntegratedLufs">Integrated loudness; <see cref="Silence"/> when nothing is above the gate.</param>
/// <param name="RangeLu">Loudness range (LRA).</param>
/// <param name="TruePeakDbtp">True peak; never below <see cref="LowestPeak"/>, so that it can be stored and sent.</param>
public sealed record Loudness(double IntegratedLufs, double RangeLu, double TruePeakDbtp)
{
    /// <summary>The absolute gate: nothing below is measured.</summary>
    public const double Silence = -70;

    /// <summary>What digital silence is given as.</summary>
    public const double LowestPeak = -120;

    /// <summary>Whether anything is to be heard.</summary>
    public bool IsSilent => IntegratedLufs <= Silence;

    /// <summary>Measures a file's first sound, about 90 times faster than it plays.</summary>
    /// <param name="ffmpeg">The runner.</param>
    /// <param name="path">The file.</param>
    /// <param name="filter">What is done to the sound before it is measured, in ffmpeg's words; null for nothing.</param>
    /// <param name="ct">Ends it early.</param>
    public static async Task<Loudness> MeasureAsync(FfmpegRunner ffmpeg, string path, string? filter, CancellationToken ct)
    {
        var summary = new Dictionary<string, double>(StringComparer.Ordinal);
        await ffmpeg.RunAsync(
            new FfmpegRun(
                "-i", path, "-map", "0:a:0",
                "-af", (filter is null ? "" : filter + ",") + "ebur128=peak=true:framelog=verbose",
                "-f", "null", "-")
            {
                OnLine = line => Take(summary, line),
            },
            ct);
        return new Loudness(
            Math.Max(Silence, Of("I:")),
            Of("LRA:"),
            Math.Max(LowestPeak, Of("Peak:")));

        double Of(string name) => summary.TryGetValue(name, out var value)
            ? value
            : throw new InvalidDataException($"ffmpeg measured no loudness in {Path.GetFileName(path)}.");
    }

    // "    I:         -20.2 LUFS"; digital silence peaks at "-inf".
    private static void Take(Dictionary<string, double> summary, string line)
    {
        if (line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is not [("I:" or "LRA:" or "Peak:") and var name, var text, _])
            return;
        summary[name] = text == "-inf"
            ? double.NegativeInfinity
            : double.Parse(text, CultureInfo.InvariantCulture);
    }
}
