namespace TalksPlatform.Rtc.Rtp;

/// <summary>
/// The last packets sent, to be sent again when the far end asks (RFC 4585). Sixteen kilobytes, some three seconds of a
/// voice; the oldest give way. Thread-safe, for the sender's thread and the network's.
/// </summary>
internal sealed class PacketHistory(TimeProvider time)
{
    private const int Capacity = 16 * 1024;
    private const int Slots = 256;
    private static readonly TimeSpan LeastBetween = TimeSpan.FromMilliseconds(20); // two questions for one loss

    private readonly Lock _gate = new();
    private readonly byte[] _bytes = new byte[Capacity];
    private readonly Entry[] _entries = new Entry[Slots];
    private long _end; // of what was ever written

    /// <summary>Keeps a copy of a packet.</summary>
    public void Keep(ushort sequence, ReadOnlySpan<byte> packet)
    {
        if (packet.Length > RtpPacket.MaxLength - 2)
            return; // repeated it would not fit

        lock (_gate)
        {
            var place = (int)(_end % Capacity);
            if (place + packet.Length > Capacity)
                _end += Capacity - place; // a packet lies in one piece
            packet.CopyTo(_bytes.AsSpan((int)(_end % Capacity)));
            _entries[sequence % Slots] = new Entry { Sequence = sequence, Begin = _end, Length = packet.Length };
            _end += packet.Length;
        }
    }

    /// <summary>Takes a copy of a packet that is still there and was not taken just now.</summary>
    /// <returns>Its length; 0 when there is nothing to send again.</returns>
    public int Find(ushort sequence, Span<byte> packet)
    {
        lock (_gate)
        {
            ref var entry = ref _entries[sequence % Slots];
            if (entry.Sequence != sequence || entry.Length == 0 || _end - entry.Begin > Capacity)
                return 0;
            if (entry.RepeatedAt != 0 && time.GetElapsedTime(entry.RepeatedAt) < LeastBetween)
                return 0;

            entry.RepeatedAt = time.GetTimestamp();
            _bytes.AsSpan((int)(entry.Begin % Capacity), entry.Length).CopyTo(packet);
            return entry.Length;
        }
    }

    private struct Entry
    {
        public ushort Sequence;
        public int Length;
        public long Begin;
        public long RepeatedAt;
    }
}
