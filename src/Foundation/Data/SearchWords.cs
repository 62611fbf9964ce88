using System.Text;

namespace TalksPlatform.Foundation.Data;

/// <summary>
/// What somebody looks for. A text is found by any part of it, since Lao, Thai and Khmer write no spaces between words;
/// where the query has spaces, each of its parts must be found.
/// </summary>
public static class SearchWords
{
    /// <summary>The letters of a query that are read; more is no search.</summary>
    public const int LongestQuery = 100;

    /// <summary>The parts of a query that are looked for.</summary>
    public const int MostWords = 6;

    /// <summary>Seconds that PostgreSQL may take to look.</summary>
    public const int Patience = 3;

    private const int ZeroWidthSpace = 0x200B;

    /// <summary>The parts of a query, composed (NFC) and without what cannot be seen; none when nothing is left.</summary>
    public static IReadOnlyList<string> Of(string? query)
    {
        var clean = new StringBuilder();
        foreach (var rune in (query ?? "").EnumerateRunes()) // lone surrogates come as U+FFFD
        {
            if (clean.Length >= LongestQuery)
                break;
            if (Rune.IsWhiteSpace(rune) || Rune.IsControl(rune) || rune.Value == 0xFFFD || IsNoCharacter(rune.Value))
                clean.Append(' ');
            else if (rune.Value != ZeroWidthSpace)
                clean.Append(rune.ToString());
        }
        return
        [
            .. clean.ToString().Normalize(NormalizationForm.FormC)
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Distinct(StringComparer.OrdinalIgnoreCase)
                .Take(MostWords),
        ];
    }

    /// <summary>The words as patterns for <see cref="In"/>.</summary>
    public static string[] Patterns(IEnumerable<string> words) =>
    [
        .. words.Select(word => $"%{word
            .Replace(@"\", @"\\", StringComparison.Ordinal)
            .Replace("%", @"\%", StringComparison.Ordinal)
            .Replace("_", @"\_", StringComparison.Ordinal)}%"),
    ];

    /// <summary>The condition that all of @patterns are in a text; the spaces of no width by which Lao breaks its lines do not count.</summary>
    /// <param name="text">SQL of the text.</param>
    public static string In(string text) => $"translate({text}, U&'\\200B', '') ILIKE ALL (@patterns)";

    /// <summary>U+FFFE and its like, which no composition takes.</summary>
    private static bool IsNoCharacter(int rune) => (rune & 0xFFFE) == 0xFFFE || rune is >= 0xFDD0 and <= 0xFDEF;
}
