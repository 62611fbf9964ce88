namespace TalksPlatform.Broadcast.Hubs.Fanout;

/// <summary>
/// The stream under one WebSocket, which SignalR and the fan-out share. Their writes never overlap and never cut into one
/// another's messages: SignalR waits for its turn, the fan-out is told that there is no room. Thread-safe for one of
/// SignalR's writers and any number of the fan-out's.
/// </summary>
internal sealed class FanoutStream(Stream inner) : Stream
{
    private readonly Lock _gate = new();
    private FrameTracker _frames;
    private Task _writing = Task.CompletedTask;

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Hands whole messages to the transport. Never waits.</summary>
    /// <returns>False when the transport still holds more than it wants to, or the connection is at its end.</returns>
    public bool TryWrite(ReadOnlyMemory<byte> messages)
    {
        lock (_gate)
        {
            if (!_writing.IsCompleted || !_frames.TakesMessage)
                return false;
            try
            {
                var write = inner.WriteAsync(messages);
                if (!write.IsCompletedSuccessfully)
                    _writing = SettleAsync(write);
                return true;
            }
            catch (Exception) // whatever ended this connection is no news to the others
            {
                return false;
            }
        }
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            _frames.Follow(buffer.Span);
            if (_writing.IsCompleted)
            {
                var write = inner.WriteAsync(buffer, cancellationToken);
                if (write.IsCompletedSuccessfully)
                    return ValueTask.CompletedTask;
                _writing = write.AsTask();
            }
            else
            {
                _writing = WriteAfterAsync(_writing, buffer, cancellationToken);
            }
            return new ValueTask(_writing);
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    // Kestrel sends what is written by itself.
    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        inner.ReadAsync(buffer, cancellationToken);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        inner.ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }

    // A write's failure is the connection's end, of which SignalR learns by its own reading and writing.
    private static async Task SettleAsync(ValueTask write) => await write.AsTask().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private async Task WriteAfterAsync(Task before, ReadOnlyMemory<byte> buffer, CancellationToken ct)
    {
        await before.WaitAsync(ct);
        await inner.WriteAsync(buffer, ct);
    }
}
