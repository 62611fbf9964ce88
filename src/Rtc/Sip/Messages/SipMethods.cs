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
    public const string Prack = "PRACK";
    public const string Refer = "REFER";
    public const string Notify = "NOTIFY";
    public const string Register = "REGISTER";

    /// <summary>For the Allow header.</summary>
    public const string Allowed = "INVITE, ACK, BYE, CANCEL, OPTIONS, UPDATE, INFO, PRACK, REFER";

    /// <summary>Methods that make sense only within a call.</summary>
    public static bool NeedsCall(string method) => method is Bye or Update or Info or Prack or Notify;

    /// <summary>Methods that somebody has standardised, whether we take them or not.</summary>
    public static bool IsKnown(string method) =>
        method is Invite or Ack or Bye or Cancel or Options or Update or Info or Prack or Refer or Notify or Register
            or "SUBSCRIBE" or "PUBLISH" or "MESSAGE";
}
