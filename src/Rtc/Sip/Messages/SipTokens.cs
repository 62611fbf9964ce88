using System.Security.Cryptography;

namespace TalksPlatform.Rtc.Sip;

/// <summary>Makes tags, branches and Call-IDs: unguessable, so that strangers cannot end other people's calls.</summary>
internal static class SipTokens
{
    public static string New() => RandomNumberGenerator.GetHexString(24, lowercase: true);
}
