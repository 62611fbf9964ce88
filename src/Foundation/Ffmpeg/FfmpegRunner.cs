using System.Globalization;
using TalksPlatform.Foundation.Faults;
using TalksPlatform.Foundation.Processes;

namespace TalksPlatform.Foundation.Ffmpeg;

/// <summary>Runs ffmpeg: to its end for a file, or beside us for a stream that we feed.</summary>
public sealed class FfmpegRunner(TimeProvider time)
{
    /// <summary>The fault when the program is not there.</summary>
    public static Fault Missing { get; } = new(
        "media.ffmpeg-missing", FaultKind.Unavailable, "ffmpeg is not installed: install the Debian package ffmpeg.");

    /// <summary>Runs it to its end and returns the last of what it said on standard error.</summary>
    /// <param name="progress">Told from 0 to 1, if the command has a <see cref="FfmpegCommand.Length"/>.</param>
    /// <exception cref="FaultException">media.ffmpeg-missing, media.ffmpeg-failed, media.ffmpeg-slow.</exception>
    public async Task<string> RunAsync(FfmpegCommand command, IProgress<double>? progress, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(command.Limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, ct);
        await using var child = ChildProcess.Start(
            AfterLiveTalks(command.ToChild("-progress", "pipe:1")) with { ReadsOutput = true });
        try
        {
            await FollowAsync(child.Output, command.Length, progress, either.Token);
            await child.EnsureSucceededAsync(either.Token);
            return child.LastWords;
        }
        catch (ChildProcessException failure)
        {
            throw FaultOf(failure).AsException(failure);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            throw Slow(command.Limit).AsException();
        }
    }

    /// <summary>
    /// Starts it beside us, to be fed through <see cref="ChildProcess.Input"/>; whoever starts it watches
    /// <see cref="ChildProcess.Exit"/>. Closing the input lets it write its trailer and end.
    /// </summary>
    /// <param name="readsOutput">Whether <see cref="ChildProcess.Output"/> will be read.</param>
    /// <exception cref="FaultException">media.ffmpeg-missing.</exception>
    public static ChildProcess Start(FfmpegCommand command, bool readsOutput = false)
    {
        try
        {
            return ChildProcess.Start(command.ToChild() with { ReadsOutput = readsOutput });
        }
        catch (ChildProcessException failure)
        {
            throw FaultOf(failure).AsException(failure);
        }
    }

    // Whoever runs it to its end can wait; the sound of a live talk on the same machine cannot.
    private static ChildCommand AfterLiveTalks(ChildCommand child) =>
        child with { Program = "nice", Arguments = ["-n", "10", child.Program, .. child.Arguments] };

    // Lines of key=value; a block ends with progress=continue, the last one with progress=end.
    private static async Task FollowAsync(Stream output, TimeSpan? length, IProgress<double>? progress, CancellationToken ct)
    {
        const string key = "out_time_us=";
        using var lines = new StreamReader(output);
        while (await lines.ReadLineAsync(ct) is { } line)
        {
            if (progress is not null && length > TimeSpan.Zero && line.StartsWith(key, StringComparison.Ordinal)
                && long.TryParse(line.AsSpan(key.Length), CultureInfo.InvariantCulture, out var microseconds))
                progress.Report(Math.Clamp(TimeSpan.FromMicroseconds(microseconds) / length.Value, 0, 1));
        }
    }

    private static Fault FaultOf(ChildProcessException failure) => FfmpegCommand.IsMissing(failure)
        ? Missing
        : new("media.ffmpeg-failed", FaultKind.Unavailable, $"ffmpeg failed: {failure.LastWords.Trim()}");

    private static Fault Slow(TimeSpan limit) => new(
        "media.ffmpeg-slow", FaultKind.Unavailable, $"ffmpeg was not done after {limit:g} and was ended.");
}
