using Microsoft.Extensions.Logging;
using TalksPlatform.Foundation.Processes;

namespace TalksPlatform.Broadcast.Media.Guard;

/// <summary>
/// Listens as a listener does: to a stream of the talk, after it was encoded, decoded again. An encoder can be well and send
/// silence, or hang and send nothing, and no meter before it would know.
/// </summary>
/// <param name="source">What it listens to.</param>
/// <param name="time">Whose patience it has.</param>
/// <param name="logger">Hears of what the decoder runs into.</param>
internal sealed class OutputEar(EarSource source, TimeProvider time, ILogger logger)
{
    private const int FrameBytes = Decimator.Length * Pcm16.BytesPerSample;

    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private readonly OutputJudge _judge = new();
    private long _heardAt;
    private volatile bool _listens;

    /// <summary>The output's name, for people.</summary>
    public string Name => source.Name;

    /// <summary>What is wrong with it: what is heard, or that for ten seconds nothing has come. Null while there is no stream.</summary>
    public OutputTrouble? Trouble => !_listens ? null
        : time.GetElapsedTime(Volatile.Read(ref _heardAt)) > SilenceGuard.DeadAfter ? new OutputTrouble(GuardCause.Silence)
        : _judge.Trouble;

    /// <summary>Runs until it is cancelled. What the decoder runs into is tried again: its output has a lamp of its own.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                if (source.Listen() is { } stream)
                    await ListenAsync(stream, ct);
            }
            catch (Exception failure) when (failure is not OperationCanceledException || !ct.IsCancellationRequested)
            {
                logger.LogDebug(failure, "Nobody listens to {Output} just now", source.Name);
            }
            finally
            {
                _listens = false;
            }
            await Task.Delay(RetryAfter, time, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ListenAsync(Func<CancellationToken, IAsyncEnumerable<ReadOnlyMemory<byte>>> stream, CancellationToken ct)
    {
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(ct);
        await using var decoder = ChildProcess.Start(new ChildCommand("ffmpeg",
        [
            "-hide_banner", "-loglevel", "quiet", "-probesize", "32", "-analyzeduration", "0", "-threads", "1",
            "-f", source.Container, "-i", "pipe:0", "-f", "s16le", "-ar", "8000", "-ac", "1", "-flush_packets", "1", "pipe:1",
        ])
        { ReadsOutput = true });
        _judge.Restart();
        Volatile.Write(ref _heardAt, time.GetTimestamp());
        _listens = true;
        var feeding = FeedAsync(stream(leaving.Token), decoder.Input, leaving.Token);
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

    private static async Task FeedAsync(IAsyncEnumerable<ReadOnlyMemory<byte>> stream, Stream decoder, CancellationToken ct)
    {
        await using (decoder)
        {
            await foreach (var chunk in stream.WithCancellation(ct))
            {
                await decoder.WriteAsync(chunk, ct);
                await decoder.FlushAsync(ct);
            }
        }
    }

    private async Task HearAsync(Stream decoded, CancellationToken ct)
    {
        var (bytes, samples) = (new byte[FrameBytes], new float[Decimator.Length]);
        while (await decoded.ReadAtLeastAsync(bytes, FrameBytes, throwOnEndOfStream: false, ct) == FrameBytes)
        {
            Pcm16.Read(bytes, samples);
            _judge.Hear(samples);
            Volatile.Write(ref _heardAt, time.GetTimestamp());
        }
    }
}
