using TalksPlatform.Rtc.Codecs;

namespace TalksPlatform.Rtc.Rtp;

/// <summary>What two peers agreed on for one voice: the codec and the numbers that it bears in RTP.</summary>
/// <param name="Codec">The codec.</param>
/// <param name="PayloadType">Its RTP payload type, 0 to 127.</param>
/// <param name="ClockRate">Ticks of the RTP timestamp per second: 48000 for Opus, else 8000 (also for G.722).</param>
/// <param name="DigitPayloadType">The payload type of keypad digits (RFC 4733 telephone-event); null when not agreed.</param>
public sealed record AudioFormat(AudioCodec Codec, byte PayloadType, int ClockRate, byte? DigitPayloadType = null)
{
    /// <summary>
    /// The clock of keypad durations. It should be the codec's (RFC 4733 §2.1), but telephones with Opus often say 8000.
    /// </summary>
    public int DigitClockRate { get; init; } = ClockRate;

    /// <summary>The far end would rather get nothing than silence (RFC 7587 §6.1, <c>usedtx=1</c>).</summary>
    public bool DiscontinuousTransmission { get; init; }

    /// <summary>What was agreed on beside the codec.</summary>
    public RtpFeatures Features { get; init; } = RtpFeatures.None;

    /// <summary>Channels side by side in a payload: more than one only for L16.</summary>
    public int Channels { get; init; } = 1;

    /// <summary>How much sound we put into a packet (ptime), in milliseconds: 10 to 60. Any length is received.</summary>
    public int PacketMilliseconds { get; init; } = VoiceFrame.Milliseconds;

    /// <summary>Opus at the payload type that the offer gave it.</summary>
    public static AudioFormat Opus(byte payloadType, byte? digitPayloadType = null) =>
        new(AudioCodec.Opus, payloadType, 48_000, digitPayloadType);

    /// <summary>G.722 at its static payload type 9.</summary>
    public static AudioFormat G722(byte? digitPayloadType = null) => new(AudioCodec.G722, 9, 8_000, digitPayloadType);

    /// <summary>A-law at its static payload type 8.</summary>
    public static AudioFormat Pcma(byte? digitPayloadType = null) => new(AudioCodec.Pcma, 8, 8_000, digitPayloadType);

    /// <summary>µ-law at its static payload type 0.</summary>
    public static AudioFormat Pcmu(byte? digitPayloadType = null) => new(AudioCodec.Pcmu, 0, 8_000, digitPayloadType);

    /// <summary>Uncompressed mono at 48 kHz, 10 ms a packet: more would not fit into one Ethernet frame.</summary>
    public static AudioFormat L16(byte payloadType, byte? digitPayloadType = null) =>
        new(AudioCodec.L16, payloadType, 48_000, digitPayloadType) { PacketMilliseconds = 10 };

    /// <summary>Uncompressed mono at 44.1 kHz and its static payload type 11, 10 ms a packet.</summary>
    public static AudioFormat L16At44100(byte? digitPayloadType = null) =>
        new(AudioCodec.L16At44100, 11, 44_100, digitPayloadType) { PacketMilliseconds = 10 };
}
