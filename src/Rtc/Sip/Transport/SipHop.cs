using System.Net;

namespace TalksPlatform.Rtc.Sip;

/// <summary>A neighbour: where a message goes next, or came from last.</summary>
/// <param name="Protocol">What carries the message.</param>
/// <param name="Address">The neighbour's end.</param>
/// <param name="Name">
/// The host name that the neighbour's certificate must bear; null where we did not connect, or by no TLS.
/// </param>
internal sealed record SipHop(SipProtocol Protocol, IPEndPoint Address, string? Name = null)
{
    /// <summary>Nothing is lost on the way, so nothing is sent twice (RFC 3261 §17).</summary>
    public bool IsReliable => Protocol != SipProtocol.Udp;

    public override string ToString() => $"{Protocol.InUri()}:{Address}";
}
