namespace TalksPlatform.Rtc.Sip;

/// <summary>A name and password for digest authentication (RFC 8760, RFC 3261 §22.4).</summary>
/// <param name="User">The name.</param>
/// <param name="Password">The password; it never leaves the process in clear.</param>
public sealed record SipCredentials(string User, string Password)
{
    /// <summary>The name alone: a password belongs in no log.</summary>
    public override string ToString() => User;
}
