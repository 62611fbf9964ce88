using Microsoft.Extensions.Logging;
using TalksPlatform.Broadcast.Media.Outputs.Mp3;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Processes;

namespace TalksPlatform.Broadcast.Media.Guard;

/// <summary>
/// Listens as a listener does: to the plain stream of the talk, after it was encoded, decoded again. An encoder can be well
/// and send silence, or hang and send nothing, and no meter before it would know.
/// </summary>
internal sealed class OutputEar(TalkId talk, Mp3Streams streams, TimeProvider time, ILogger logger)
{
    private const int FrameBytes = Decimator.Length * Pcm16.BytesPerSample;

    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private long _heardAt;
    private volatile bool _listens;
    private volatile bool _silent;

    /// <summary>There is a stream, and for ten seconds it has been silent, or nothing has come of it.</summary>
    public bool IsDead => _listens && (_silent || time.GetElapsedTime(Volatile.Read(ref _heardAt)) > SilenceGuard.DeadAfter);

    /// <summary>Runs until it is cancelled. What the decoder runs into is tried again: its output has a lamp of its own.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                if (streams.Find(talk) is { } stream)
                    await ListenAsync(stream, ct);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                logger.LogDebug(failure, "Talk {Talk}: nobody listens to its plain stream just now", talk);
            }
            finally
            {
                _listens = _silent = false;
            }
            await Task.Delay(RetryAfter, time, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ListenAsync(Mp3Stream stream, CancellationToken ct)
    {
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(ct);
        await using var decoder = ChildProcess.Start(new ChildCommand("ffmpeg",
        [
            "-hide_banner", "-loglevel", "quiet", "-probesize", "32", "-analyzeduration", "0", "-threads", "1",
            "-f", "mp3", "-i", "pipe:0", "-f", "s16le", "-ar", "8000", "-ac", "1", "-flush_packets", "1", "pipe:1",
        ])
        { ReadsOutput = true });
        Volatile.Write(ref _heardAt, time.GetTimestamp());
        _listens = true;
        var feeding = FeedAsync(stream, decoder.Input, leaving.Token);
        try
        {
            await HearAsync(decoder.Output, ct);
        }
        finally
        {
            await leaving.CancelAsync();
            await feeding.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task FeedAsync(Mp3Stream stream, Stream decoder, CancellationToken ct)
    {
        await using (decoder)
        {
            await foreach (var chunk in stream.ListenAsync(ct))
                await decoder.WriteAsync(chunk, ct);
        }
    }

    private async Task HearAsync(Stream decoded, CancellationToken ct)
    {
        var silence = new SilenceGuard();
        var (bytes, samples) = (new byte[FrameBytes], new float[Decimator.Length]);
        while (await decoded.ReadAtLeastAsync(bytes, FrameBytes, throwOnEndOfStream: false, ct) == FrameBytes)
        {
            Pcm16.Read(bytes, samples);
            silence.Hear(samples.Max(MathF.Abs));
            Volatile.Write(ref _heardAt, time.GetTimestamp());
            _silent = silence.Silent >= SilenceGuard.DeadAfter;
        }
    }
}
