namespace TalksPlatform.Rtc.Rtp;

/// <summary>How well a voice arrives; a snapshot.</summary>
/// <param name="Received">Audio packets that arrived.</param>
/// <param name="Lost">Packets that were due and had not arrived when their turn came.</param>
/// <param name="Late">Packets that arrived after their turn, or twice.</param>
/// <param name="Dropped">Packets thrown away because the reader fell behind or the delay had grown too long.</param>
/// <param name="Malformed">Datagrams that were no RTP of the agreed format.</param>
/// <param name="Concealed">20 ms frames that were made up because nothing had arrived.</param>
/// <param name="Recovered">Lost packets restored from the next one's forward error correction.</param>
/// <param name="JitterMilliseconds">Interarrival jitter (RFC 3550 §6.4.1).</param>
/// <param name="TargetMilliseconds">The delay that the jitter buffer aims at.</param>
/// <param name="DepthMilliseconds">The delay that it has now.</param>
public readonly record struct ReceiverStatistics(
    long Received,
    long Lost,
    long Late,
    long Dropped,
    long Malformed,
    long Concealed,
    long Recovered,
    double JitterMilliseconds,
    double TargetMilliseconds,
    double DepthMilliseconds);
