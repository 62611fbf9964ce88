using TalksPlatform.Rtc.Codecs;
using TalksPlatform.Rtc.Rtp;

namespace TalksPlatform.Rtc.Sip;

/// <summary>How to make one call.</summary>
public sealed record SipCallOptions
{
    /// <summary>The codecs to offer, dearest first; null offers all that the user agent speaks.</summary>
    public IReadOnlyList<AudioCodec>? Codecs { get; init; }

    /// <summary>The name to show to the called party; null shows the user agent's.</summary>
    public string? DisplayName { get; init; }

    /// <summary>Who we are when challenged.</summary>
    public SipCredentials? Credentials { get; init; }

    /// <summary>How Opus is encoded; null takes the user agent's choice.</summary>
    public EncoderOptions? Encoder { get; init; }

    /// <summary>The trunk to call by; null finds one by the host of the address, else calls there directly.</summary>
    public string? Trunk { get; init; }

    /// <summary>
    /// Told once when the far end lets us hear something before it answers (183), e.g. an announcement; called on the
    /// signalling thread. The receiver stays the same when the call is answered.
    /// </summary>
    public Action<AudioReceiver>? EarlyMedia { get; init; }

    /// <summary>How long it may ring before we give up.</summary>
    public TimeSpan RingTimeout { get; init; } = TimeSpan.FromSeconds(60);
}
