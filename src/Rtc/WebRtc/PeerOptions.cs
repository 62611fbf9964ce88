using TalksPlatform.Rtc.Codecs;
using TalksPlatform.Rtc.Rtp;

namespace TalksPlatform.Rtc.WebRtc;

/// <summary>What one peer may do, and how its voice is treated.</summary>
public sealed record PeerOptions
{
    /// <summary>The peer may be heard: its offer to send is accepted (WHIP).</summary>
    public bool MayReceive { get; init; }

    /// <summary>The peer is sent to: its offer to receive is accepted (WHEP).</summary>
    public bool MaySend { get; init; }

    /// <summary>The peer's pictures are accepted, where it offers some in the bundle of its voice.</summary>
    public bool MayReceiveVideo { get; init; }

    /// <summary>The peer is sent pictures, where it offers to receive some in the bundle of its voice.</summary>
    public bool MaySendVideo { get; init; }

    /// <summary>
    /// Asks the peer to say everything twice (RFC 2198) where it can: more losses are mended, for twice the bits.
    /// </summary>
    public bool PrefersRedundancy { get; init; }

    /// <summary>How the sound for this peer is encoded; null for the codec's defaults.</summary>
    public EncoderOptions? Encoder { get; init; }

    /// <summary>How its jitter is evened out; null for the defaults.</summary>
    public JitterOptions? Jitter { get; init; }
}
