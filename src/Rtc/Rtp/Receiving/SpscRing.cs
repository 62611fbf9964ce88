using System.Diagnostics.CodeAnalysis;

namespace TalksPlatform.Rtc.Rtp;

/// <summary>Hands things from exactly one thread to exactly one other without a lock; bounded.</summary>
internal sealed class SpscRing<T>
    where T : class
{
    private readonly T?[] _slots;
    private readonly int _mask;

    // Each index is written by one side only and read by the other. The release on the index publishes the slot.
    private int _head;
    private int _tail;

    public SpscRing(int capacity)
    {
        if (!int.IsPow2(capacity))
            throw new ArgumentException("The capacity must be a power of two", nameof(capacity));
        _slots = new T?[capacity];
        _mask = capacity - 1;
    }

    /// <summary>Called by the giving thread; false when the ring is full.</summary>
    public bool TryAdd(T item)
    {
        var tail = _tail;
        if (tail - Volatile.Read(ref _head) == _slots.Length)
            return false;
        _slots[tail & _mask] = item;
        Volatile.Write(ref _tail, tail + 1);
        return true;
    }

    /// <summary>Called by the taking thread; false when the ring is empty.</summary>
    public bool TryTake([NotNullWhen(true)] out T? item)
    {
        var head = _head;
        if (head == Volatile.Read(ref _tail))
        {
            item = null;
            return false;
        }

        ref var slot = ref _slots[head & _mask];
        item = slot!;
        slot = null;
        Volatile.Write(ref _head, head + 1);
        return true;
    }
}
