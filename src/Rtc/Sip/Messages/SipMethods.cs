namespace TalksPlatform.Rtc.Sip;

/// <summary>The methods that we answer.</summary>
internal static class SipMethods
{
    public const string Invite = "INVITE";
    public const string Ack = "ACK";
    public const string Bye = "BYE";
    public const string Cancel = "CANCEL";
    public const string Options = "OPTIONS";
    public const string Update = "UPDATE";
    public const string Info = "INFO";

    /// <summary>For the Allow header.</summary>
    public const string Allowed = "INVITE, ACK, BYE, CANCEL, OPTIONS, UPDATE, INFO";
}
