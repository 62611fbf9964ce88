using TalksPlatform.Rtc.Codecs;
using TalksPlatform.Rtc.Rtp;
using TalksPlatform.Rtc.Srtp;

namespace TalksPlatform.Rtc.WebRtc;

/// <summary>What a WebRTC client offers, and how patient it is.</summary>
public sealed record RtcClientOptions
{
    /// <summary>Offers to send a voice.</summary>
    public bool Send { get; init; }

    /// <summary>Offers to hear one.</summary>
    public bool Receive { get; init; }

    /// <summary>Looks for a path over UDP.</summary>
    public bool Udp { get; init; } = true;

    /// <summary>Looks for a path over TCP (RFC 6544) where UDP is not used or finds none soon.</summary>
    public bool Tcp { get; init; } = true;

    /// <summary>What to offer beside the codec.</summary>
    public RtpFeatures Features { get; init; } = RtpFeatures.None;

    /// <summary>How the voice is encoded; null for the codec's defaults.</summary>
    public EncoderOptions? Encoder { get; init; }

    /// <summary>How the other side's jitter is evened out; null for the defaults.</summary>
    public JitterOptions? Jitter { get; init; }

    /// <summary>The clock of all time limits.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Between two connectivity checks that show that the server is still there (RFC 7675).</summary>
    public TimeSpan ConsentInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>A server that answers no check for so long is gone.</summary>
    public TimeSpan ConsentTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The protection profiles to offer, the preferred one first.</summary>
    internal IReadOnlyList<SrtpProfile> SrtpProfiles { get; init; } = SrtpProfile.All;

    /// <summary>The connection has to come about within this.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(15);
}
