using TalksPlatform.Broadcast.Phone.Lines;

namespace TalksPlatform.Broadcast.Phone.CallBack;

/// <summary>Which numbers may be called back.</summary>
internal static class AllowedPrefixes
{
    /// <summary>
    /// Numbers that cost the caller much and earn somebody something: international premium rate and personal numbers,
    /// satellites and networks without a country, and the premium rate of some countries.
    /// </summary>
    private static readonly string[] Premium =
    [
        "979", "878", "870", "881", "882", "883", "1900", "1976", "4470", "449", "3389", "49900",
    ];

    /// <summary>
    /// It begins with one of the prefixes, and with none of those that cost most, unless a prefix names such numbers on purpose.
    /// </summary>
    public static bool Allow(IReadOnlyList<string> prefixes, string number)
    {
        var digits = PhoneLine.Plain(number);
        if (digits.Length == 0 || !digits.All(char.IsAsciiDigit))
            return false;
        var matching = prefixes.Where(prefix => prefix.Length > 0 && digits.StartsWith(prefix, StringComparison.Ordinal)).ToList();
        return matching.Count > 0 && Array.TrueForAll(Premium, dear =>
            !digits.StartsWith(dear, StringComparison.Ordinal) || matching.Exists(prefix => prefix.StartsWith(dear, StringComparison.Ordinal)));
    }
}
