namespace TalksPlatform.Foundation.Ffmpeg;

/// <summary>One run of ffmpeg, from one input to one output.</summary>
/// <param name="Arguments">From the input's options and -i on, one string an argument.</param>
public sealed record FfmpegRun(params IReadOnlyList<string> Arguments)
{
    /// <summary>Writes what ffmpeg reads at pipe:0; the pipe is closed when it returns. Null when the input is a file.</summary>
    public Func<Stream, CancellationToken, Task>? Input { get; init; }

    /// <summary>Hears how much of the output is made, in its own time.</summary>
    public IProgress<TimeSpan>? Progress { get; init; }

    /// <summary>How long it may take on the clock before it is ended.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromHours(2);

    /// <summary>Hears each line that ffmpeg says about itself, which is then a few more than its complaints.</summary>
    public Action<string>? OnLine { get; init; }
}
