namespace TalksPlatform.Rtc.Rtp;

/// <summary>Under which ids two peers agreed to send header extensions (RFC 8285 §5); 0 is not agreed.</summary>
/// <param name="AudioLevel">How loud the packet is (RFC 6464).</param>
/// <param name="MediaId">Which section of the session description the packet belongs to (RFC 9143 §15.1).</param>
/// <param name="AbsoluteSendTime">When the packet left, 6.18 fixed point seconds.</param>
/// <param name="TransportSequence">Counts the packets of the whole transport for feedback about each.</param>
public sealed record HeaderExtensionIds(
    byte AudioLevel = 0, byte MediaId = 0, byte AbsoluteSendTime = 0, byte TransportSequence = 0)
{
    /// <summary>No extension at all.</summary>
    public static readonly HeaderExtensionIds None = new();
}
