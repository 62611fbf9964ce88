using System.Globalization;
using TalksPlatform.Foundation.Processes;

namespace TalksPlatform.Foundation.Ffmpeg;

/// <summary>
/// Runs ffmpeg off the air: with local files and pipes only, under a time limit, at a low priority so that no live talk
/// feels it, and never longer than we live.
/// </summary>
public sealed class FfmpegRunner(TimeProvider time)
{
    private const string ProgressKey = "out_time_us=";

    /// <summary>Runs to the end.</summary>
    /// <exception cref="ChildProcessException">ffmpeg is missing or failed; the message has its last words.</exception>
    /// <exception cref="TimeoutException">The run's limit was reached.</exception>
    public async Task RunAsync(FfmpegRun run, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(run.Limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, ct);
        try
        {
            await RunBoundedAsync(run, either.Token);
        }
        catch (OperationCanceledException ended) when (limit.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            throw new TimeoutException($"ffmpeg was ended after {run.Limit}: {string.Join(' ', run.Arguments)}", ended);
        }
    }

    private static async Task RunBoundedAsync(FfmpegRun run, CancellationToken ct)
    {
        await using var ffmpeg = ChildProcess.Start(CommandFor(run));
        var progress = run.Progress is { } hearer ? FollowAsync(ffmpeg.Output, hearer, ct) : Task.CompletedTask;
        if (run.Input is { } write)
            await FeedAsync(ffmpeg, write, ct);
        await ffmpeg.EnsureSucceededAsync(ct);
        await progress;
    }

    private static ChildCommand CommandFor(FfmpegRun run) => new("nice",
    [
        "-n", "10", "ffmpeg", "-hide_banner", "-nostats", "-y",
        "-loglevel", run.OnLine is null ? "error" : "info",
        .. run.Progress is null ? (string[])[] : ["-progress", "pipe:1"],
        .. run.Input is null ? (string[])["-nostdin"] : [],
        "-protocol_whitelist", "file,pipe",
        .. run.Arguments,
    ])
    {
        StopSignal = run.Input is null ? "TERM" : null,
        ReadsOutput = run.Progress is not null,
        OnErrorLine = run.OnLine,
    };

    private static async Task FeedAsync(ChildProcess ffmpeg, Func<Stream, CancellationToken, Task> write, CancellationToken ct)
    {
        try
        {
            await write(ffmpeg.Input, ct);
        }
        catch (IOException)
        {
            // A broken pipe: ffmpeg's last words say why it ended. If it did not, the sound could not be read.
            ffmpeg.Input.Close();
            await ffmpeg.EnsureSucceededAsync(ct);
            throw;
        }
        ffmpeg.Input.Close();
    }

    private static async Task FollowAsync(Stream output, IProgress<TimeSpan> progress, CancellationToken ct)
    {
        using var lines = new StreamReader(output, leaveOpen: true);
        while (await lines.ReadLineAsync(ct) is { } line)
        {
            if (line.StartsWith(ProgressKey, StringComparison.Ordinal)
                && long.TryParse(line.AsSpan(ProgressKey.Length), CultureInfo.InvariantCulture, out var microseconds))
                progress.Report(TimeSpan.FromMicroseconds(microseconds));
        }
    }
}
