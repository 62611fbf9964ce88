namespace TalksPlatform.Rtc.Rtp;

/// <summary>Puts packets in the order in which they were sent. Small and sorted, so a plain array does.</summary>
internal sealed class JitterBuffer
{
    private readonly ReceivedPacket?[] _packets = new ReceivedPacket?[PacketConveyor.Capacity];
    private int _count;

    /// <summary>The oldest packet, or null.</summary>
    public ReceivedPacket? Head => _count > 0 ? _packets[0] : null;

    /// <summary>Takes a packet in; false when it is there already.</summary>
    public bool TryInsert(ReceivedPacket packet)
    {
        var position = _count;
        while (position > 0 && _packets[position - 1]!.Sequence > packet.Sequence)
            position--;
        if (position > 0 && _packets[position - 1]!.Sequence == packet.Sequence)
            return false;

        Array.Copy(_packets, position, _packets, position + 1, _count - position);
        _packets[position] = packet;
        _count++;
        return true;
    }

    /// <summary>Takes the oldest packet out.</summary>
    public ReceivedPacket RemoveHead()
    {
        var head = _packets[0] ?? throw new InvalidOperationException("The jitter buffer is empty");
        _count--;
        Array.Copy(_packets, 1, _packets, 0, _count);
        _packets[_count] = null;
        return head;
    }
}
