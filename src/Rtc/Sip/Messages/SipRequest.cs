namespace TalksPlatform.Rtc.Sip;

/// <summary>Somebody asks for something.</summary>
internal sealed class SipRequest(string method, string target) : SipMessage
{
    public string Method { get; } = method;

    /// <summary>The Request-URI as written: it may be of a scheme that we do not know.</summary>
    public string Target { get; } = target;

    public bool IsInvite => Method == SipMethods.Invite;

    public bool IsAck => Method == SipMethods.Ack;

    protected override string StartLine => $"{Method} {Target} {Version}";
}
