using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace TalksPlatform.Broadcast.Media;

/// <summary>
/// Frames on their way from the clock's thread to one reader. The writer never waits: when the reader is late, the oldest
/// frame is dropped and counted. Writer and reader agree on the head by compare-and-swap; no lock is ever held.
/// </summary>
internal sealed class FrameRing
{
    private readonly AudioFrame?[] _slots;
    private readonly int _mask;
    private long _head; // the next to read; moved by the reader, and by the writer when it drops
    private long _tail; // the next to write; moved by the writer alone
    private long _dropped;
    private volatile bool _completed;

    /// <param name="frames">How far the reader may fall behind, rounded up to a power of two.</param>
    public FrameRing(int frames)
    {
        _slots = new AudioFrame?[BitOperations.RoundUpToPowerOf2((uint)frames)];
        _mask = _slots.Length - 1;
    }

    public static FrameRing Holding(TimeSpan sound) => new((int)(sound / AudioFrame.Duration));

    public long Dropped => Volatile.Read(ref _dropped);

    public int Count => (int)(Volatile.Read(ref _tail) - Volatile.Read(ref _head));

    /// <summary>Adds the frame and retains it. The clock's thread only.</summary>
    public void Write(AudioFrame frame)
    {
        frame.Retain();
        if (_tail - Volatile.Read(ref _head) == _slots.Length && TryTake(out var oldest))
        {
            oldest.Release();
            Volatile.Write(ref _dropped, _dropped + 1);
        }

        Volatile.Write(ref _slots[_tail & _mask], frame);
        Volatile.Write(ref _tail, _tail + 1);
    }

    /// <summary>No more frames will come. The clock's thread only, so that it stands behind the last write.</summary>
    public void Complete() => _completed = true;

    /// <summary>Takes the oldest frame, which the caller releases.</summary>
    public bool TryRead([NotNullWhen(true)] out AudioFrame? frame) => TryTake(out frame);

    /// <summary>
    /// All frames until <see cref="Complete"/>; the caller releases each. It looks at intervals rather than being woken,
    /// because waking somebody costs the clock's thread a lock.
    /// </summary>
    public async IAsyncEnumerable<AudioFrame> ReadAllAsync(
        TimeSpan interval, TimeProvider time, [EnumeratorCancellation] CancellationToken ct)
    {
        using var timer = new PeriodicTimer(interval, time);
        do
        {
            var completed = _completed; // read before the frames: what was written before it is then seen
            while (TryTake(out var frame))
                yield return frame;
            if (completed)
                yield break;
        }
        while (await timer.WaitForNextTickAsync(ct));
    }

    private bool TryTake([NotNullWhen(true)] out AudioFrame? frame)
    {
        while (true)
        {
            var head = Volatile.Read(ref _head);
            frame = null;
            if (head == Volatile.Read(ref _tail))
                return false;

            // The other side may take this slot and even fill it anew before the swap; then the swap fails.
            frame = Volatile.Read(ref _slots[head & _mask])!;
            if (Interlocked.CompareExchange(ref _head, head + 1, head) == head)
                return true;
        }
    }
}
