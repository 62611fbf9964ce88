namespace TalksPlatform.Rtc.Rtp;

/// <summary>The kinds of RTCP packet that we know (RFC 3550 §12.1, RFC 4585 §6.1).</summary>
public enum RtcpType : byte
{
    /// <summary>SR: what a sender sent, with both clocks.</summary>
    SenderReport = 200,

    /// <summary>RR: how it arrived.</summary>
    ReceiverReport = 201,

    /// <summary>SDES: who a source is.</summary>
    SourceDescription = 202,

    /// <summary>BYE: a source leaves.</summary>
    Goodbye = 203,

    /// <summary>APP: somebody's own.</summary>
    Application = 204,

    /// <summary>RTPFB: e.g. NACK.</summary>
    TransportFeedback = 205,

    /// <summary>PSFB: e.g. PLI.</summary>
    PayloadFeedback = 206,
}

/// <summary>What a sender sent (RFC 3550 §6.4.1).</summary>
/// <param name="Ssrc">The sender.</param>
/// <param name="NtpTime">Wall clock in NTP's 32.32 fixed point, seconds since 1900.</param>
/// <param name="RtpTime">The same instant on the RTP clock.</param>
/// <param name="Packets">Packets sent.</param>
/// <param name="Octets">Payload octets sent.</param>
public readonly record struct SenderReport(uint Ssrc, ulong NtpTime, uint RtpTime, uint Packets, uint Octets);

/// <summary>How one source arrives at whoever reports (RFC 3550 §6.4.1).</summary>
/// <param name="Ssrc">The source reported on.</param>
/// <param name="FractionLost">Share lost since the last report, in 1/256.</param>
/// <param name="Lost">Lost since the beginning; negative when more duplicates came than were lost.</param>
/// <param name="HighestSequence">The extended highest sequence number received.</param>
/// <param name="Jitter">Interarrival jitter in RTP clock ticks.</param>
/// <param name="LastSenderReport">The middle 32 bits of the last SR's NTP time; 0 when none came.</param>
/// <param name="DelaySinceLastSenderReport">Since then, in 1/65536 s.</param>
public readonly record struct ReceptionReport(
    uint Ssrc,
    byte FractionLost,
    int Lost,
    uint HighestSequence,
    uint Jitter,
    uint LastSenderReport,
    uint DelaySinceLastSenderReport);
