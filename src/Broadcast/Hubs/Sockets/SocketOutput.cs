using System.Buffers;
using System.Net.Sockets;

namespace TalksPlatform.Broadcast.Hubs.Sockets;

/// <summary>
/// What goes out over one connection. It is handed to the kernel at once; what the kernel does not take waits here, and goes
/// out in order as soon as there is room. Nothing ever waits for a slow connection. Thread-safe.
/// </summary>
/// <param name="socket">Nobody else writes to it, and it does not block.</param>
/// <param name="time">By which a connection is called stuck.</param>
internal sealed class SocketOutput(Socket socket, TimeProvider time)
{
    /// <summary>Bytes that may wait besides one message and what is on its way.</summary>
    public const int MostWaiting = 256 * 1024;

    /// <summary>
    /// Bytes that are handed over at a time when the network is slow: it is stuck when it does not take even so many, and
    /// not when a long answer needs its time on a thin line.
    /// </summary>
    public const int Slice = 4 * 1024;

    private readonly Lock _gate = new();
    private ArrayBufferWriter<byte>? _waiting;
    private ArrayBufferWriter<byte>? _gathered;
    private TaskCompletionSource? _empty;
    private long _stuckSince;
    private long _wroteAt = time.GetTimestamp();
    private bool _ended;

    /// <summary>When something was last given to it.</summary>
    public long WroteAt => Volatile.Read(ref _wroteAt);

    /// <summary>Something was left out because too much waited: its reader waits for it in vain, and must come back.</summary>
    public bool HasOverflowed { get; private set; }

    /// <summary>Since when the network takes nothing, or null.</summary>
    public long? StuckSince
    {
        get
        {
            lock (_gate)
                return _waiting is null ? null : _stuckSince;
        }
    }

    /// <summary>Ends when nothing waits any more, or nothing will ever go out.</summary>
    public Task Emptied
    {
        get
        {
            lock (_gate)
                return _empty?.Task ?? Task.CompletedTask;
        }
    }

    /// <summary>Sends whole frames to somebody who is up to date.</summary>
    /// <returns>False, and nothing is sent, while anything waits or when the connection has ended.</returns>
    public bool TryTell(ReadOnlySpan<byte> frames)
    {
        lock (_gate)
            return _waiting is null && TrySend(frames);
    }

    /// <summary>What is written from now on travels together, by <see cref="Let"/>.</summary>
    public void Gather()
    {
        lock (_gate)
            _gathered ??= _waiting is null ? new ArrayBufferWriter<byte>() : null;
    }

    /// <summary>Sends what was gathered.</summary>
    public void Let()
    {
        lock (_gate)
        {
            var gathered = _gathered;
            _gathered = null;
            if (gathered is { WrittenCount: > 0 })
                TrySend(gathered.WrittenSpan);
        }
    }

    /// <summary>Sends whole frames, after what waits.</summary>
    /// <returns>False when too much waits, or when the connection has ended.</returns>
    public bool TryWrite(ReadOnlySpan<byte> frames)
    {
        lock (_gate)
        {
            if (_waiting is null)
                return TrySend(frames);
            if (_ended)
                return false;
            if (_waiting.WrittenCount > MostWaiting)
            {
                HasOverflowed = true;
                return false;
            }
            _waiting.Write(frames);
            return true;
        }
    }

    /// <summary>Nothing is sent any more.</summary>
    public void End()
    {
        lock (_gate)
            _ended = true;
    }

    private bool TrySend(ReadOnlySpan<byte> frames)
    {
        if (_ended)
            return false;
        if (_gathered is not null)
        {
            _gathered.Write(frames);
            return true;
        }
        Volatile.Write(ref _wroteAt, time.GetTimestamp());
        try
        {
            var sent = socket.Send(frames, SocketFlags.None, out var error);
            if (sent == frames.Length)
                return true;
            if (error is SocketError.Success or SocketError.WouldBlock)
            {
                Keep(frames[sent..]);
                return true;
            }
        }
        catch (ObjectDisposedException)
        {
            // it ended under our hands
        }
        _ended = true;
        return false;
    }

    private void Keep(ReadOnlySpan<byte> rest)
    {
        _waiting = new ArrayBufferWriter<byte>(rest.Length);
        _waiting.Write(rest);
        _stuckSince = time.GetTimestamp();
        _empty = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _ = DrainAsync(_empty);
    }

    private async Task DrainAsync(TaskCompletionSource empty)
    {
        await Task.Yield(); // the gate is held until here
        while (Take() is { Length: > 0 } some)
        {
            try
            {
                while (some.Length > 0)
                {
                    some = some[await socket.SendAsync(some[..Math.Min(Slice, some.Length)], SocketFlags.None)..];
                    lock (_gate)
                        _stuckSince = time.GetTimestamp();
                }
            }
            catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
            {
                End(); // whoever reads the connection learns of its end by itself
            }
        }
        empty.SetResult();
    }

    private ReadOnlyMemory<byte> Take()
    {
        lock (_gate)
        {
            if (_ended || _waiting!.WrittenCount == 0)
            {
                (_waiting, _empty) = (null, null);
                return default;
            }
            var some = _waiting.WrittenMemory;
            _waiting = new ArrayBufferWriter<byte>();
            return some;
        }
    }
}
