namespace TalksPlatform.Rtc.WebRtc;

/// <summary>A WebRTC connection ended before it had come about.</summary>
public sealed class PeerClosedException(CloseReason reason) : Exception($"The connection is closed: {reason}.")
{
    /// <summary>Why it ended.</summary>
    public CloseReason Reason { get; } = reason;
}
