namespace TalksPlatform.Rtc.Sdp;

/// <summary>The keys of an encrypted call: each side made its own (RFC 4568, section 5.1.2).</summary>
/// <param name="Ours">Protects what we send.</param>
/// <param name="Theirs">Protects what the far end sends.</param>
internal sealed record CallKeys(CryptoAttribute Ours, CryptoAttribute Theirs);
