namespace TalksPlatform.Rtc.Codecs;

/// <summary>How to encode a voice. Only Opus has anything to choose; the telephone codecs are fixed.</summary>
public sealed record EncoderOptions
{
    /// <summary>Bits per second.</summary>
    public int Bitrate { get; init; } = 32_000;

    /// <summary>0 (cheap) to 10 (best).</summary>
    public int Complexity { get; init; } = 5;

    /// <summary>
    /// Carries each frame a second time, coarser, in the next packet, so that one lost packet can be recovered.
    /// Opus does so only in its speech mode, which costs about four times the CPU of its music mode.
    /// </summary>
    public bool ForwardErrorCorrection { get; init; } = true;

    /// <summary>
    /// The share of packets, in percent, that is expected to be lost before the far end has reported: how much FEC is worth. At
    /// the default bitrate libopus carries none at all below 10.
    /// </summary>
    public int ExpectedLossPercent { get; init; } = 10;

    /// <summary>Sends nothing while nobody speaks (RFC 7587 §3.1.3).</summary>
    public bool DiscontinuousTransmission { get; init; }

    /// <summary>Tunes for speech (true) or for music and mixed programme (false).</summary>
    public bool Speech { get; init; } = true;
}
