namespace TalksPlatform.Rtc.Sdp;

/// <summary>
/// Whether a telephone call's voice is encrypted by keys in its description (RFC 4568). Whoever reads the description has
/// the keys, so the signalling has to be encrypted too.
/// </summary>
public enum MediaEncryption
{
    /// <summary>Plain RTP; offers that insist on encryption are refused.</summary>
    None,

    /// <summary>Encrypted with those who can, plain with the others.</summary>
    Preferred,

    /// <summary>Encrypted, or no call.</summary>
    Required,
}
