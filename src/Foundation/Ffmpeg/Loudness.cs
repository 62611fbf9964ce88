using System.Globalization;
using System.Text.RegularExpressions;
using TalksPlatform.Foundation.Faults;

namespace TalksPlatform.Foundation.Ffmpeg;

/// <summary>How loud a whole programme is, by EBU R 128.</summary>
/// <param name="Integrated">LUFS; -70 or less for silence.</param>
/// <param name="Range">Loudness range in LU.</param>
/// <param name="TruePeak">dBTP; negative infinity for digital silence.</param>
public sealed partial record Loudness(double Integrated, double Range, double TruePeak)
{
    /// <summary>Measures the first audio stream of a file.</summary>
    /// <param name="filter">What is done to the sound first, in ffmpeg's words; null for nothing.</param>
    /// <exception cref="FaultException">media.ffmpeg-failed ...; media.unreadable when there is nothing to hear.</exception>
    public static async Task<Loudness> MeasureAsync(FfmpegRunner ffmpeg, string path, CancellationToken ct, string? filter = null)
    {
        // framelog keeps a line for every 100 ms out of what we keep of standard error.
        var command = new FfmpegCommand(
            [new(path)], "-map", "0:a:0", "-af", (filter is null ? "" : filter + ",") + "ebur128=peak=true:framelog=verbose", "-f", "null", "-")
        {
            LogLevel = "info",
        };
        return Parse(await ffmpeg.RunAsync(command, null, ct))
            ?? throw new Fault("media.unreadable", FaultKind.Invalid, $"{Path.GetFileName(path)} has no sound to measure.").AsException();
    }

    /// <summary>Reads the filter's summary; null when it is not there.</summary>
    internal static Loudness? Parse(string report) => Summary().Match(report) is { Success: true } match
        ? new(Value(match, "integrated"), Value(match, "range"), Value(match, "peak"))
        : null;

    private static double Value(Match match, string group) => match.Groups[group].Value switch
    {
        "-inf" => double.NegativeInfinity,
        var number => double.Parse(number, CultureInfo.InvariantCulture),
    };

    [GeneratedRegex(@"Summary:[\s\S]*?\bI:\s+(?<integrated>\S+) LUFS[\s\S]*?\bLRA:\s+(?<range>\S+) LU\b[\s\S]*?\bPeak:\s+(?<peak>\S+) dBFS", RegexOptions.NonBacktracking)]
    private static partial Regex Summary();
}
