using TalksPlatform.Foundation.Processes;

namespace TalksPlatform.Foundation.Ffmpeg;

/// <summary>One run of ffmpeg: what it reads, and what it makes of it.</summary>
/// <param name="Inputs">In the order in which filters and maps count them.</param>
/// <param name="Output">Filters, codecs and the outputs, one string an argument.</param>
public sealed record FfmpegCommand(IReadOnlyList<FfmpegInput> Inputs, params IReadOnlyList<string> Output)
{
    private const int NotFound = 127;

    /// <summary>How long the output will be, if progress is to be told.</summary>
    public TimeSpan? Length { get; init; }

    /// <summary>When the run is given up.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromHours(2);

    /// <summary>What it says on standard error: error, or info for filters that report there.</summary>
    public string LogLevel { get; init; } = "error";

    /// <summary>Whether it is fed through its standard input, and so ends by itself when that closes.</summary>
    internal bool IsFed => Inputs.Any(input => input.Url == FfmpegInput.Pipe.Url);

    /// <summary>The process to start.</summary>
    internal ChildCommand ToChild(params IReadOnlyList<string> global) => new(
        "ffmpeg",
        [
            "-hide_banner", "-nostdin", "-nostats", "-y", "-loglevel", LogLevel, .. global,
            .. Inputs.SelectMany(input => input.Arguments), .. Output,
        ])
    {
        StopSignal = IsFed ? null : "TERM",
    };

    /// <summary>Whether a failed process says that there is no ffmpeg at all; 127 is how the guard's shell says it.</summary>
    internal static bool IsMissing(ChildProcessException failure) => failure.ExitCode is null or NotFound;
}

/// <summary>Something that ffmpeg reads. Only files and pipes, unless the input says otherwise: a playlist or a crafted file
/// must not make the server fetch from the network.</summary>
/// <param name="Url">A path, or a URL of one of the protocols.</param>
/// <param name="Options">Options of this input, e.g. -f s16le.</param>
public sealed record FfmpegInput(string Url, params IReadOnlyList<string> Options)
{
    /// <summary>The process's standard input.</summary>
    public static FfmpegInput Pipe { get; } = new("pipe:0");

    /// <summary>What may be opened on behalf of this input.</summary>
    public string Protocols { get; init; } = "file,pipe";

    internal IEnumerable<string> Arguments => ["-protocol_whitelist", Protocols, .. Options, "-i", Url];
}
