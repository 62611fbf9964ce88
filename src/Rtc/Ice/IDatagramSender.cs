using TalksPlatform.Rtc.Stun;

namespace TalksPlatform.Rtc.Ice;

/// <summary>Sends datagrams; never waits: what the network does not take at once is lost, as datagrams are.</summary>
internal interface IDatagramSender
{
    void Send(ReadOnlySpan<byte> datagram, TransportAddress to);
}
