using System.Globalization;
using System.Security.Cryptography;
using TalksPlatform.Rtc.Srtp;

namespace TalksPlatform.Rtc.Sdp;

/// <summary>One <c>a=crypto</c> line: the key with which its writer protects what it sends (RFC 4568, section 9.1).</summary>
/// <param name="Tag">Tells the lines of one offer apart; the answer repeats that of the line it takes.</param>
/// <param name="Profile">How packets are protected.</param>
/// <param name="KeyAndSalt">The master key with the master salt behind it.</param>
internal sealed record CryptoAttribute(int Tag, SrtpProfile Profile, ReadOnlyMemory<byte> KeyAndSalt)
{
    public const string Name = "crypto";

    private const int MaxTag = 999_999_999;
    private const string Inline = "inline:";

    /// <summary>What we speak, dearest first.</summary>
    public static IReadOnlyList<SrtpProfile> Profiles { get; } =
        [SrtpProfile.AeadAes128Gcm, SrtpProfile.Aes128CmSha1, SrtpProfile.Aes128CmSha1Short];

    /// <summary>A line with a fresh random key.</summary>
    public static CryptoAttribute New(int tag, SrtpProfile profile) =>
        new(tag, profile, RandomNumberGenerator.GetBytes(SrtpProfile.KeyLength + profile.SaltLength));

    /// <summary>
    /// Reads the value of a line; null when it is malformed or asks for what we do not speak: another suite, several keys,
    /// a key identifier in each packet, or protection with parts left out.
    /// </summary>
    public static CryptoAttribute? Parse(string value)
    {
        var parts = value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length < 3
            || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var tag) || tag > MaxTag
            || Profiles.FirstOrDefault(known => known.SdesName.Equals(parts[1], StringComparison.OrdinalIgnoreCase)) is not { } profile
            || !Array.TrueForAll(parts[3..], IsHarmless))
            return null;

        return ParseKey(parts[2], SrtpProfile.KeyLength + profile.SaltLength) is { } key
            ? new CryptoAttribute(tag, profile, key)
            : null;
    }

    public SrtpMasterKey ToMasterKey() => new(
        Profile, KeyAndSalt.Span[..SrtpProfile.KeyLength], KeyAndSalt.Span[SrtpProfile.KeyLength..]);

    /// <summary>Whether two lines bear the same key, under whatever tag.</summary>
    public bool HasKeyOf(CryptoAttribute? other) => other is not null
        && Profile == other.Profile
        && CryptographicOperations.FixedTimeEquals(KeyAndSalt.Span, other.KeyAndSalt.Span);

    /// <summary>The line's value, with the key.</summary>
    public string ToValue() => string.Create(
        CultureInfo.InvariantCulture, $"{Tag} {Profile.SdesName} {Inline}{Convert.ToBase64String(KeyAndSalt.Span)}");

    /// <summary>The line without its key, which belongs in no log.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Tag} {Profile.SdesName}");

    private static byte[]? ParseKey(string parameter, int length)
    {
        if (!parameter.StartsWith(Inline, StringComparison.OrdinalIgnoreCase) || parameter.Contains(';', StringComparison.Ordinal))
            return null;

        // Behind the key may stand its lifetime, which our calls never reach, and an identifier, which has a colon.
        var fields = parameter[Inline.Length..].Split('|');
        if (fields.Length > 2 || (fields.Length == 2 && !IsLifetime(fields[1])))
            return null;

        var key = new byte[length];
        return Convert.TryFromBase64String(Padded(fields[0]), key, out var written) && written == length ? key : null;
    }

    /// <summary>Some leave out the padding.</summary>
    private static string Padded(string base64) => base64.PadRight((base64.Length + 3) / 4 * 4, '=');

    private static bool IsLifetime(string field) =>
        field.Length is > 0 and < 20 && field.Replace("2^", "", StringComparison.Ordinal).All(char.IsAsciiDigit);

    /// <summary>A size hint of the window for reordered packets may be passed over; what weakens or changes the protection may not.</summary>
    private static bool IsHarmless(string sessionParameter) =>
        sessionParameter.StartsWith("WSH=", StringComparison.OrdinalIgnoreCase) || sessionParameter == "KDR=0";
}
