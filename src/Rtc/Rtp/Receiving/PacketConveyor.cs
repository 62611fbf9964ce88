using System.Diagnostics.CodeAnalysis;

namespace TalksPlatform.Rtc.Rtp;

/// <summary>
/// Carries packets from the network thread to the tick, and their empty buffers back: no lock, and no allocation once
/// as many buffers exist as are under way.
/// </summary>
internal sealed class PacketConveyor
{
    /// <summary>
    /// More packets than this, 5 seconds, are never under way: the tick has stopped, and what is new is dropped.
    /// </summary>
    public const int Capacity = 256;

    private readonly SpscRing<ReceivedPacket> _arrivals = new(Capacity);
    private readonly SpscRing<ReceivedPacket> _empties = new(Capacity);
    private int _made;

    /// <summary>Network thread: a buffer to fill; false when all are under way.</summary>
    public bool TryRent([NotNullWhen(true)] out ReceivedPacket? packet)
    {
        if (_empties.TryTake(out packet))
            return true;
        if (_made == Capacity)
            return false;
        _made++;
        packet = new ReceivedPacket();
        return true;
    }

    /// <summary>Network thread: off it goes. There is always room, as no more packets exist than slots.</summary>
    public void Send(ReceivedPacket packet) => _arrivals.TryAdd(packet);

    /// <summary>Tick thread: the next one that arrived.</summary>
    public bool TryTake([NotNullWhen(true)] out ReceivedPacket? packet) => _arrivals.TryTake(out packet);

    /// <summary>Tick thread: done with it.</summary>
    public void Return(ReceivedPacket packet) => _empties.TryAdd(packet);
}
