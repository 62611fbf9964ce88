using TalksPlatform.Rtc.Ice;
using TalksPlatform.Rtc.Stun;

namespace TalksPlatform.Rtc.Tests.Ice;

/// <summary>Keeps what is sent until somebody carries it.</summary>
internal sealed class Mailbox : Queue<(byte[] Datagram, TransportAddress To)>, IDatagramSender
{
    public void Send(ReadOnlySpan<byte> datagram, TransportAddress to) => Enqueue((datagram.ToArray(), to));
}
