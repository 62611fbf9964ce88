using TalksPlatform.Foundation.Processes;

namespace TalksPlatform.Broadcast.Media.Outputs;

/// <summary>An ffmpeg that turns the programme's samples into what a format asks for, from pipe to pipe.</summary>
internal sealed class AudioEncoder : IAsyncDisposable
{
    private static readonly TimeSpan WritePatience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan FinishPatience = TimeSpan.FromSeconds(10);

    private readonly ChildProcess _ffmpeg;
    private readonly TimeProvider _time;

    private AudioEncoder(ChildProcess ffmpeg, TimeProvider time) => (_ffmpeg, _time) = (ffmpeg, time);

    /// <summary>What comes out; it ends after <see cref="FinishAsync"/>.</summary>
    public Stream Encoded => _ffmpeg.Output;

    /// <summary>Starts an encoder.</summary>
    /// <param name="time">Whose patience it has.</param>
    /// <param name="format">ffmpeg's arguments between input and output: codec, rate, container.</param>
    /// <exception cref="ChildProcessException">ffmpeg is not installed.</exception>
    public static AudioEncoder Start(TimeProvider time, params ReadOnlySpan<string> format)
    {
        try
        {
            return new AudioEncoder(ChildProcess.Start(new ChildCommand("ffmpeg",
            [
                "-hide_banner", "-loglevel", "error",
                "-probesize", "32", "-analyzeduration", "0", "-fflags", "nobuffer",
                "-f", "s16le", "-ar", "48000", "-ac", "1", "-i", "pipe:0",
                .. format,
                "-flush_packets", "1", "pipe:1",
            ])
            { ReadsOutput = true }), time);
        }
        catch (ChildProcessException missing) when (missing.ExitCode is null)
        {
            throw new ChildProcessException("ffmpeg is not installed (Debian's package: ffmpeg).", null, "", missing);
        }
    }

    /// <summary>Feeds it with the programme until that ends, and finishes; ends with an error as soon as the consumer does.</summary>
    /// <param name="frames">The programme.</param>
    /// <param name="consuming">Reads <see cref="Encoded"/> to its end.</param>
    public async Task FeedAsync(FrameRing frames, Task consuming, CancellationToken ct)
    {
        await foreach (var (_, pcm) in frames.ReadPcmAsync(_time, ct))
        {
            if (consuming.IsCompleted)
            {
                await consuming;
                await ThrowEndedAsync(ct);
            }
            await WriteAsync(pcm, ct);
        }
        await FinishAsync();
        await consuming;
    }

    /// <exception cref="TimeoutException">ffmpeg takes nothing any more.</exception>
    /// <exception cref="ChildProcessException">ffmpeg has ended.</exception>
    public async Task WriteAsync(ReadOnlyMemory<byte> pcm, CancellationToken ct)
    {
        try
        {
            // A write to a pipe cannot be cancelled: whoever gives up disposes the encoder, and that ends it.
            await _ffmpeg.Input.WriteAsync(pcm, ct).AsTask().WaitAsync(WritePatience, _time, ct);
        }
        catch (IOException)
        {
            await ThrowEndedAsync(ct);
        }
    }

    /// <summary>Lets it write its last bytes.</summary>
    public async Task FinishAsync()
    {
        var code = await _ffmpeg.StopAsync(FinishPatience);
        if (code != 0)
            throw Ended(code);
    }

    /// <summary>Complains that it has ended, which nobody asked it to.</summary>
    public async Task ThrowEndedAsync(CancellationToken ct) => throw Ended(await _ffmpeg.Exit.WaitAsync(FinishPatience, _time, ct));

    public ValueTask DisposeAsync() => _ffmpeg.DisposeAsync();

    private ChildProcessException Ended(int code)
    {
        var words = _ffmpeg.LastWords.Trim();
        return new ChildProcessException($"The encoder ended ({code}) {words}".TrimEnd(), code, words);
    }
}
