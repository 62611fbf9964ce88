using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using TalksPlatform.Broadcast.Media.Programme;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Foundation.Processes;

namespace TalksPlatform.Broadcast.Media.Outputs.Rtmp.Picture;

/// <summary>
/// The moving picture of a talk, drawn and encoded once for all who send it on. When its encoder dies another takes over,
/// and for those who send it on the same stream goes on, a second later. Thread-safe.
/// </summary>
internal sealed class PictureStream : IProgrammeOutput, IAsyncDisposable
{
    private static readonly TimeSpan WritePatience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan FinishPatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(250);

    private readonly Lock _changes = new();
    private readonly TalkProgramme _programme;
    private readonly TalkSession _session;
    private readonly CardPainter _painter;
    private readonly TimeProvider _time;
    private readonly SupervisedOutput _supervised;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _running;
    private Reader[] _readers = [];
    private FlvTag? _metadata;
    private FlvTag? _pictureHead;
    private FlvTag? _soundHead;
    private long? _firstTick;
    private bool _over;
    private byte[]? _card;

    /// <summary>Begins to draw at once, until it is disposed of or the programme ends.</summary>
    public PictureStream(TalkProgramme programme, TalkSession session, CardPainter painter, TimeProvider time, ILogger logger)
    {
        (_programme, _session, _painter, _time) = (programme, session, painter, time);
        _supervised = new SupervisedOutput(this, time, logger);
        programme.Attach(this);
        _running = Task.Run(() => RunToEndAsync(logger));
    }

    public string Name => "Picture";

    public string Kind => "picture";

    public ProgrammeLeg Leg => ProgrammeLeg.Web;

    public FrameRing Frames { get; } = FrameRing.Holding(TimeSpan.FromSeconds(5));

    /// <summary>
    /// The stream from its next key picture on, with what decoders must know first, until the programme ends. Times begin at
    /// about 0. Whoever takes it too slowly is thrown out.
    /// </summary>
    /// <exception cref="OutputException">There is no picture; or it was taken too slowly.</exception>
    public async IAsyncEnumerable<FlvTag> ReadAsync([EnumeratorCancellation] CancellationToken ct)
    {
        var reader = new Reader();
        lock (_changes)
        {
            if (_over)
                yield break;
            _readers = [.. _readers, reader];
        }
        try
        {
            while (await WaitAsync(reader, ct))
                while (reader.Tags.Reader.TryRead(out var tag))
                    yield return tag;
        }
        finally
        {
            lock (_changes)
                _readers = [.. _readers.Where(other => other != reader)];
        }
    }

    public async Task RunAsync(OutputHealth health, CancellationToken ct)
    {
        _card ??= await _painter.PaintAsync(PictureCard.Of(_session.State, _time.GetUtcNow()), ct);
        await using var encoder = PictureEncoder.Start();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var began = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        var sending = SendOnAsync(encoder, began.Task, health, ending.Token);
        var painting = PaintAsync(health, ending.Token);
        try
        {
            await DrawAsync(encoder, began, sending, ct);
            await encoder.StopAsync(FinishPatience);
            await sending;
        }
        finally
        {
            await ending.CancelAsync();
            began.TrySetCanceled(CancellationToken.None);
            await painting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _running;
        _stopping.Dispose();
    }

    private async Task RunToEndAsync(ILogger logger)
    {
        await _supervised.RunAsync(_stopping.Token);
        _programme.Detach(this);
        Reader[] left;
        lock (_changes)
            (_over, left) = (true, _readers);
        foreach (var reader in left)
            reader.Tags.Writer.TryComplete();
        logger.LogDebug("Talk {Talk}: its picture has ended", _programme.Talk);
    }

    /// <summary>Draws as the programme comes, four frames of sound a picture.</summary>
    private async Task DrawAsync(ChildProcess encoder, TaskCompletionSource<long> began, Task sending, CancellationToken ct)
    {
        var feed = new RawFeed(encoder.Input);
        var wave = new SoundWave();
        var samples = new float[AudioFrame.Length];
        byte[]? drawn = null;
        var part = 0;
        await feed.BeginAsync(ct);
        await foreach (var (tick, pcm) in Frames.ReadPcmAsync(_time, ct))
        {
            began.TrySetResult(tick);
            pcm.CopyTo(feed.Sound[(part * Pcm16.BytesPerFrame)..]);
            Pcm16.Read(pcm.Span, samples);
            wave.Hear(samples);
            if (++part < PictureFormat.TicksPerPicture)
                continue;
            part = 0;
            var card = Volatile.Read(ref _card)!;
            if (card != drawn)
                card.CopyTo(feed.Picture);
            else
                SoundWave.Wipe(card, feed.Picture.Span);
            drawn = card;
            wave.Draw(feed.Picture.Span);
            if (sending.IsCompleted)
                await EndedAsync(encoder, sending);
            await SendAsync(feed, encoder, sending, ct);
        }
    }

    private async Task SendAsync(RawFeed feed, ChildProcess encoder, Task sending, CancellationToken ct)
    {
        try
        {
            await feed.SendAsync(ct).WaitAsync(WritePatience, _time, ct);
        }
        catch (Exception failure) when (failure is IOException or TimeoutException)
        {
            await EndedAsync(encoder, sending);
        }
    }

    private static async Task EndedAsync(ChildProcess encoder, Task sending)
    {
        encoder.Kill();
        await sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await encoder.Exit;
        throw new OutputException(OutputException.Encoder, $"The picture's encoder ended. {encoder.LastWords.Trim()}".TrimEnd());
    }

    /// <summary>Keeps the card as the talk is.</summary>
    private async Task PaintAsync(OutputHealth health, CancellationToken ct)
    {
        PictureCard? painted = null;
        using var timer = new PeriodicTimer(LookInterval, _time);
        while (await timer.WaitForNextTickAsync(ct))
        {
            var card = PictureCard.Of(_session.State, _time.GetUtcNow());
            if (card.Equals(painted))
                continue;
            painted = card;
            try
            {
                Volatile.Write(ref _card, await _painter.PaintAsync(card, ct));
            }
            catch (OutputException failure)
            {
                health.Running(failure.Message); // the card before it stands
            }
        }
    }

    private async Task SendOnAsync(ChildProcess encoder, Task<long> began, OutputHealth health, CancellationToken ct)
    {
        long? offset = null;
        await foreach (var tag in FlvTag.ReadAsync(encoder.Output, ct))
        {
            if (offset is null)
            {
                var tick = await began;
                _firstTick ??= tick;
                offset = (tick - _firstTick.Value) * (long)AudioFrame.Duration.TotalMilliseconds;
                health.Running();
            }
            Tell(tag with { Milliseconds = tag.Milliseconds + offset.Value });
        }
    }

    private void Tell(FlvTag tag)
    {
        Reader[] readers;
        lock (_changes)
        {
            if (tag.Type == FlvTag.Data)
                _metadata = tag;
            else if (tag.IsConfiguration && tag.Type == FlvTag.Picture)
                _pictureHead = tag;
            else if (tag.IsConfiguration)
                _soundHead = tag;
            readers = _readers;
        }
        foreach (var reader in readers)
            reader.Take(tag, _metadata, _pictureHead, _soundHead);
    }

    /// <summary>False when the programme is over.</summary>
    private async Task<bool> WaitAsync(Reader reader, CancellationToken ct)
    {
        var waiting = reader.Tags.Reader.WaitToReadAsync(ct).AsTask();
        while (true)
        {
            try
            {
                return await waiting.WaitAsync(LookInterval, _time, ct);
            }
            catch (TimeoutException)
            {
                // Nothing came. When that is because nothing can be drawn, whoever waits is told why.
                if (!reader.HasBegun && _supervised.View is { State: "retrying", Reason: { } reason })
                    throw new OutputException(OutputException.Picture, reason);
            }
        }
    }

    /// <summary>What somebody who sends the stream on has still to take.</summary>
    private sealed class Reader
    {
        private const int MostTags = 600; // ten seconds
        private long _from;

        public Channel<FlvTag> Tags { get; } = Channel.CreateBounded<FlvTag>(
            new BoundedChannelOptions(MostTags) { SingleReader = true, SingleWriter = true });

        public bool HasBegun { get; private set; }

        /// <summary>On the encoder's reading loop.</summary>
        public void Take(FlvTag tag, params ReadOnlySpan<FlvTag?> heads)
        {
            if (!HasBegun)
            {
                if (!tag.IsKey)
                    return;
                HasBegun = true;
                _from = tag.Milliseconds;
                foreach (var head in heads)
                    if (head is not null)
                        Put(head with { Milliseconds = _from });
            }
            Put(tag);
        }

        private void Put(FlvTag tag)
        {
            if (!Tags.Writer.TryWrite(tag with { Milliseconds = Math.Max(0, tag.Milliseconds - _from) }))
                Tags.Writer.TryComplete(new OutputException(OutputException.Slow, "The server takes less than it is sent."));
        }
    }
}
