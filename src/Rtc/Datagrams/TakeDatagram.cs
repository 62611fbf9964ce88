using TalksPlatform.Rtc.Stun;

namespace TalksPlatform.Rtc.Datagrams;

/// <summary>Takes one datagram, in a buffer that is the taker's until it returns.</summary>
internal delegate void TakeDatagram(Span<byte> datagram, TransportAddress from);
