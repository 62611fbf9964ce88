namespace TalksPlatform.Rtc.Codecs;

/// <summary>The voice codecs that we speak.</summary>
public enum AudioCodec
{
    /// <summary>Opus, full band, RTP clock 48000 (RFC 6716, RFC 7587).</summary>
    Opus,

    /// <summary>G.722, 7 kHz wide, 64 kbit/s; sampled at 16 kHz but clocked at 8000 in RTP (RFC 3551 §4.5.2).</summary>
    G722,

    /// <summary>G.711 A-law, the telephone of most of the world.</summary>
    Pcma,

    /// <summary>G.711 µ-law, the telephone of North America and Japan.</summary>
    Pcmu,

    /// <summary>Uncompressed 16-bit samples at 48 kHz (RFC 3551 §4.5.11), as studios use them: 768 kbit/s.</summary>
    L16,

    /// <summary>Uncompressed 16-bit samples at 44.1 kHz, static payload types 10 and 11.</summary>
    L16At44100,
}
