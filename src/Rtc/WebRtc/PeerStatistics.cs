namespace TalksPlatform.Rtc.WebRtc;

/// <summary>How one connection does; a snapshot.</summary>
/// <param name="PacketsSent">RTP packets sent.</param>
/// <param name="PacketsReceived">RTP packets received and found genuine.</param>
/// <param name="PacketsRefused">Packets that were forged, repeated, too old or malformed.</param>
/// <param name="PacketsLost">RTP packets that the peer sent and that never came (RFC 3550, section 6.4.1).</param>
/// <param name="PeerFractionLost">The share (0 to 1) of our packets that the peer lost of late, as it reports.</param>
/// <param name="RoundTrip">From here to the peer and back, by RTCP; null before the first report.</param>
public readonly record struct PeerStatistics(
    long PacketsSent,
    long PacketsReceived,
    long PacketsRefused,
    long PacketsLost,
    double PeerFractionLost,
    TimeSpan? RoundTrip);
