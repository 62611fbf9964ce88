using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace TalksPlatform.Broadcast;

/// <summary>
/// TURN servers with which we share a secret (coturn's static-auth-secret): whoever is let in gets a user name and a
/// password that hold for a day's work, and the server can judge them without asking us. Never says the secret.
/// </summary>
/// <param name="urls">Their addresses, e.g. turn:turn.example.la:3478?transport=udp.</param>
/// <param name="secret">What we share with them.</param>
public sealed class TurnOptions(IReadOnlyList<string> urls, string secret)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    /// <summary>Their addresses.</summary>
    public IReadOnlyList<string> Urls => urls;

    /// <summary>A user name that says when it ends, and the password that only the secret's holders can make.</summary>
    /// <param name="user">Whom the server's log names.</param>
    /// <param name="now">The time.</param>
    [SuppressMessage("Security", "CA5350", Justification = "What TURN servers expect; HMAC-SHA1 is not broken.")]
    public (string Username, string Password) CredentialsFor(string user, DateTimeOffset now)
    {
        var username = string.Create(CultureInfo.InvariantCulture, $"{(now + Lifetime).ToUnixTimeSeconds()}:{user}");
        var digest = HMACSHA1.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(username));
        return (username, Convert.ToBase64String(digest));
    }

    /// <summary>The addresses alone.</summary>
    public override string ToString() => string.Join(',', urls);
}
