namespace TalksPlatform.Rtc.Sip;

/// <summary>How a trunk is.</summary>
/// <param name="Name">Which.</param>
/// <param name="Status">Whether calls can go by it.</param>
/// <param name="Since">When it became so.</param>
/// <param name="Reason">Why it fails, in words; null when it does not.</param>
public sealed record SipTrunkState(string Name, SipTrunkStatus Status, DateTimeOffset Since, string? Reason = null);

/// <summary>Whether calls can go by a trunk.</summary>
public enum SipTrunkStatus
{
    /// <summary>Not known yet.</summary>
    Connecting,

    /// <summary>Registered, or answering.</summary>
    Ready,

    /// <summary>Refused or not answering; it is tried again and again.</summary>
    Failing,
}
