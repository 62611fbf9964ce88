using System.Security.Cryptography;

namespace TalksPlatform.Rtc.Ice;

/// <summary>
/// The user name fragment and password by which one side recognises connectivity checks (RFC 8445, section 5.3).
/// </summary>
internal sealed record IceCredentials(string Ufrag, string Password)
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private const int UfragLength = 12; // 71 bits: also routes packets, so it must not be guessed
    private const int PasswordLength = 32;

    public static IceCredentials Generate() => new(
        RandomNumberGenerator.GetString(Alphabet, UfragLength),
        RandomNumberGenerator.GetString(Alphabet, PasswordLength));
}
