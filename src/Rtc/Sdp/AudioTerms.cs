using TalksPlatform.Rtc.Codecs;

namespace TalksPlatform.Rtc.Sdp;

/// <summary>What we are ready to agree to for the voice of a telephone call.</summary>
/// <param name="Codecs">Those that we speak, dearest first.</param>
/// <param name="Encryption">Whether the voice is encrypted.</param>
internal sealed record AudioTerms(IReadOnlyList<AudioCodec> Codecs, MediaEncryption Encryption = MediaEncryption.None)
{
    /// <summary>How much sound a packet should hold when the far end does not say, in milliseconds: 10 to 60.</summary>
    public int PacketMilliseconds { get; init; } = 20;
}
