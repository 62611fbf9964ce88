namespace TalksPlatform.Rtc.Sip;

/// <summary>A call did not come about.</summary>
/// <param name="status">The SIP status (RFC 3261 §21), e.g. 486 when busy, 408 when nobody answered in time.</param>
/// <param name="reason">The far end's words, or ours.</param>
public sealed class SipCallException(int status, string reason) : Exception($"The call failed: {status} {reason}")
{
    /// <summary>The SIP status.</summary>
    public int Status { get; } = status;

    /// <summary>Why, in words.</summary>
    public string Reason { get; } = reason;
}
