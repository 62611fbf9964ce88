namespace TalksPlatform.Rtc.Rtp;

/// <summary>What two peers agreed on for one voice beside its codec; nothing by default, as with telephones.</summary>
public sealed record RtpFeatures
{
    /// <summary>Only what RFC 3550 has.</summary>
    public static readonly RtpFeatures None = new();

    /// <summary>The header extensions of the packets in both directions (RFC 8285).</summary>
    public HeaderExtensionIds Extensions { get; init; } = HeaderExtensionIds.None;

    /// <summary>The name of the media section in a bundle, for the first packets (RFC 9143 §15.1); null without one.</summary>
    public string? MediaId { get; init; }

    /// <summary>The payload type of packets that repeat those before them (RFC 2198); null when not agreed.</summary>
    public byte? RedundancyPayloadType { get; init; }

    /// <summary>The payload type of packets that are sent again (RFC 4588); null when not agreed.</summary>
    public byte? RepairPayloadType { get; init; }

    /// <summary>Lost packets may be asked for again (RFC 4585 §6.2.1).</summary>
    public bool Nack { get; init; }

    /// <summary>Arrivals are reported packet by packet (draft-holmer-rmcat-transport-wide-cc-extensions-01).</summary>
    public bool TransportFeedback { get; init; }

    /// <summary>Feedback may go without a report before it (RFC 5506).</summary>
    public bool ReducedSize { get; init; }

    /// <summary>What of an offer is accepted.</summary>
    /// <param name="receives">
    /// We hear the far end. If not, it need not tell us how each packet of ours arrives: with thousands of listeners that
    /// would be more to read than there is to send. And without us asking for packets again, only an offered repair stream
    /// lets the far end do so, since SRTP sends no number twice.
    /// </param>
    internal RtpFeatures For(bool receives) => this with
    {
        TransportFeedback = TransportFeedback && receives,
        Nack = Nack && (receives || RepairPayloadType is not null),
        Extensions = Extensions with
        {
            TransportSequence = TransportFeedback && receives ? Extensions.TransportSequence : (byte)0,
            AbsoluteSendTime = TransportFeedback ? (byte)0 : Extensions.AbsoluteSendTime, // whoever counts needs no clock
        },
    };
}
