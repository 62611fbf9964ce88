using TalksPlatform.Rtc.Rtp;

namespace TalksPlatform.Rtc.Video;

/// <summary>
/// Hands packets on in the order in which they were sent. What comes too early waits for what is missing, but neither
/// long nor in great numbers; then the gap is given up. One thread at a time.
/// </summary>
internal sealed class PacketOrder(TakePacket deliver, Action lost, TimeProvider time)
{
    private const int MostWaiting = 100;
    private const int Slots = 128;
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(150);

    private readonly Waiting[] _waiting = new Waiting[Slots];
    private SequenceUnwrapper _sequences;
    private long _next;
    private int _count;
    private long _gapSince;

    /// <summary>Packets given up.</summary>
    public long Lost { get; private set; }

    /// <summary>Takes a packet; hands on none, it, or it and those that waited for it.</summary>
    public void Add(ushort number, ReadOnlySpan<byte> packet)
    {
        if (packet.Length > RtpPacket.MaxLength)
            return;
        var sequence = _sequences.Unwrap(number);
        if (_next == 0 || sequence >= _next + Slots)
            Restart(sequence);
        if (sequence < _next)
            return; // twice, or too late
        if (sequence > _next)
        {
            Keep(sequence, packet);
            if (_count > MostWaiting || time.GetElapsedTime(_gapSince) > Patience)
                GiveUp();
            return;
        }

        deliver(packet);
        _next++;
        DeliverWaiting();
    }

    private void Restart(long sequence)
    {
        Lost += _next == 0 ? 0 : sequence - _next;
        var isFirst = _next == 0;
        foreach (ref var slot in _waiting.AsSpan())
            slot.Length = 0;
        _count = 0;
        _next = sequence;
        if (!isFirst)
            lost();
    }

    private void Keep(long sequence, ReadOnlySpan<byte> packet)
    {
        ref var slot = ref _waiting[sequence % Slots];
        if (slot.Length > 0)
            return; // twice
        slot.Bytes ??= new byte[RtpPacket.MaxLength];
        packet.CopyTo(slot.Bytes);
        slot.Length = packet.Length;
        if (_count++ == 0)
            _gapSince = time.GetTimestamp();
    }

    private void GiveUp()
    {
        while (_waiting[_next % Slots].Length == 0)
        {
            _next++;
            Lost++;
        }

        lost();
        DeliverWaiting();
    }

    private void DeliverWaiting()
    {
        for (; _count > 0 && _waiting[_next % Slots].Length > 0; _next++)
        {
            ref var slot = ref _waiting[_next % Slots];
            deliver(slot.Bytes.AsSpan(0, slot.Length));
            slot.Length = 0;
            _count--;
        }

        _gapSince = time.GetTimestamp(); // of the next gap, when something waits still
    }

    private struct Waiting
    {
        public byte[]? Bytes;
        public int Length;
    }
}

/// <summary>Takes one packet, which is valid as long as the call.</summary>
internal delegate void TakePacket(ReadOnlySpan<byte> packet);
