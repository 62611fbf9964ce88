using TalksPlatform.Rtc.Codecs;

namespace TalksPlatform.Rtc.Sip;

/// <summary>A set of choices that a whole branch made together.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Codecs">The codecs, dearest first.</param>
/// <param name="PacketMilliseconds">How much sound a packet holds when the far end does not say.</param>
/// <param name="ConfirmsRinging">Whether we take part in reliable provisional responses (100rel, RFC 3262).</param>
public sealed record SipProfile(string Name, IReadOnlyList<AudioCodec> Codecs, int PacketMilliseconds, bool ConfirmsRinging)
{
    /// <summary>For telephones and telephone companies.</summary>
    public static SipProfile Telephone { get; } = new(
        "telephone", [AudioCodec.Opus, AudioCodec.G722, AudioCodec.Pcma, AudioCodec.Pcmu], 20, ConfirmsRinging: true);

    /// <summary>
    /// For the codecs of radio stations, after EBU Tech 3326 (N/ACIP): uncompressed sound, G.722 and G.711 in packets of 20 ms,
    /// Opus as our own addition, and none of SIP's extensions that such devices don't know.
    /// </summary>
    public static SipProfile Nacip { get; } = new(
        "nacip",
        [AudioCodec.L16, AudioCodec.Opus, AudioCodec.G722, AudioCodec.Pcma, AudioCodec.Pcmu],
        20,
        ConfirmsRinging: false);
}
