using TalksPlatform.Rtc.Stun;

namespace TalksPlatform.Rtc.Ice;

/// <summary>Sends each datagram the way that its address needs.</summary>
internal sealed class DatagramSwitch(IDatagramSender udp, IDatagramSender? tcp) : IDatagramSender
{
    public void Send(ReadOnlySpan<byte> datagram, TransportAddress to)
    {
        if (!to.IsTcp)
            udp.Send(datagram, to);
        else
            tcp?.Send(datagram, to);
    }
}
