using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace TalksPlatform.Rtc.Stun;

/// <summary>
/// The digest of MESSAGE-INTEGRITY with short-term credentials: HMAC-SHA1 by the password (RFC 8489, section 14.5).
/// </summary>
internal static class StunIntegrity
{
    [SuppressMessage("Security", "CA5350", Justification = "The standard leaves no choice; HMAC-SHA1 is not broken.")]
    public static void Digest(ReadOnlySpan<byte> password, ReadOnlySpan<byte> covered, Span<byte> digest) =>
        HMACSHA1.HashData(password, covered, digest);
}
