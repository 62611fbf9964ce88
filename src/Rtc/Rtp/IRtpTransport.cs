namespace TalksPlatform.Rtc.Rtp;

/// <summary>
/// Where packets leave: a plain socket or an SRTP session. Implementations copy or send before they return,
/// may be called from several threads, and drop what the network does not take: sound never waits.
/// </summary>
public interface IRtpTransport
{
    /// <summary>Sends one RTP packet (RFC 3550 §5.1), header included.</summary>
    void SendRtp(ReadOnlySpan<byte> packet);

    /// <summary>Sends one compound RTCP packet (RFC 3550 §6.1).</summary>
    void SendRtcp(ReadOnlySpan<byte> packet);
}
