using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;

namespace TalksPlatform.Broadcast.Hubs.Sockets;

/// <summary>
/// Reads the messages of a WebSocket out of a connection's bytes: unmasked, put together, answered where they are pings. It
/// holds no memory between messages. One reader at a time.
/// </summary>
/// <param name="input">The connection.</param>
/// <param name="longest">Bytes of a message.</param>
internal sealed class MessageReader(PipeReader input, int longest)
{
    private byte[] _message = [];
    private int _length;
    private bool _began;

    /// <summary>A ping was sent; this is its pong, a whole frame.</summary>
    public Action<byte[]>? Answer { get; init; }

    /// <summary>Bytes came, of whatever.</summary>
    public Action? Heard { get; init; }

    /// <summary>The other side said that it closes.</summary>
    public bool HasClosed { get; private set; }

    /// <summary>How the network ended it, if it did: crowds leave so, and it is thrown no further.</summary>
    public Exception? Broken { get; private set; }

    /// <summary>The next message, good until the next call; null when the other side closed or is gone, or when the reading was called off.</summary>
    /// <exception cref="BrokenSocketException">What came is no WebSocket of a client, or longer than anything that we read.</exception>
    public async ValueTask<ReadOnlyMemory<byte>?> NextAsync()
    {
        Release();
        while (true)
        {
            ReadResult read;
            try
            {
                read = await input.ReadAsync();
            }
            catch (Exception gone) when (gone is IOException or OperationCanceledException or InvalidOperationException)
            {
                Broken = gone;
                return null;
            }
            Heard?.Invoke();
            var buffer = read.Buffer;
            var state = Take(ref buffer);
            input.AdvanceTo(buffer.Start, state is State.NeedsMore ? read.Buffer.End : buffer.Start);
            switch (state)
            {
                case State.Message:
                    return _message.AsMemory(0, _length);
                case State.Closed:
                    HasClosed = true;
                    return null;
                case State.NeedsMore when read.IsCompleted || read.IsCanceled:
                    return null;
                default:
                    break;
            }
        }
    }

    /// <summary>Gives back what the last message was read into.</summary>
    public void Release()
    {
        if (_message.Length > 0)
            ArrayPool<byte>.Shared.Return(_message);
        (_message, _length) = ([], 0);
    }

    private State Take(ref ReadOnlySequence<byte> buffer)
    {
        Span<byte> start = stackalloc byte[FrameHeader.Longest];
        while (true)
        {
            var some = buffer.Slice(0, Math.Min(buffer.Length, start.Length));
            some.CopyTo(start);
            if (!FrameHeader.TryRead(start[..(int)some.Length], out var frame))
                return State.NeedsMore;
            if (frame.Length > longest - (frame.IsControl ? 0 : _length))
                throw new BrokenSocketException($"A message has at most {longest} bytes.");
            if (buffer.Length < frame.Size + frame.Length)
                return State.NeedsMore;

            var payload = buffer.Slice(frame.Size, frame.Length);
            buffer = buffer.Slice(payload.End);
            if (frame.Opcode is FrameHeader.Close)
                return State.Closed;
            if (frame.IsControl)
                AnswerControl(frame, payload);
            else if (Add(frame, payload))
                return State.Message;
        }
    }

    private void AnswerControl(FrameHeader frame, ReadOnlySequence<byte> payload)
    {
        if (frame.Opcode is not FrameHeader.Ping)
            return;
        var pong = new byte[2 + (int)payload.Length];
        (pong[0], pong[1]) = (0x80 | FrameHeader.Pong, (byte)payload.Length);
        payload.CopyTo(pong.AsSpan(2));
        Unmask(pong.AsSpan(2), frame.Mask);
        Answer?.Invoke(pong);
    }

    /// <returns>Whether the message is whole.</returns>
    private bool Add(FrameHeader frame, ReadOnlySequence<byte> payload)
    {
        if (frame.Opcode is FrameHeader.Continues != _began)
            throw new BrokenSocketException("A frame of another message came before this one ended.");
        Grow(_length + (int)payload.Length);
        var added = _message.AsSpan(_length, (int)payload.Length);
        payload.CopyTo(added);
        Unmask(added, frame.Mask);
        _length += added.Length;
        _began = !frame.IsFinal;
        return frame.IsFinal;
    }

    private void Grow(int length)
    {
        if (length <= _message.Length && _message.Length > 0)
            return;
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(length, 1));
        _message.AsSpan(0, _length).CopyTo(larger);
        if (_message.Length > 0)
            ArrayPool<byte>.Shared.Return(_message);
        _message = larger;
    }

    private static void Unmask(Span<byte> payload, uint mask)
    {
        var wide = mask | ((ulong)mask << 32);
        for (; payload.Length >= sizeof(ulong); payload = payload[sizeof(ulong)..])
            BinaryPrimitives.WriteUInt64LittleEndian(payload, BinaryPrimitives.ReadUInt64LittleEndian(payload) ^ wide);
        for (var i = 0; i < payload.Length; i++)
            payload[i] ^= (byte)(mask >> (8 * i));
    }

    private enum State
    {
        NeedsMore,
        Message,
        Closed,
    }
}
