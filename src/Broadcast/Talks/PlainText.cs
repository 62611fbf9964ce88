using System.Globalization;
using System.Text;

namespace TalksPlatform.Broadcast.Talks;

/// <summary>
/// Text as strangers may show it to strangers: no control characters, no direction overrides, no line breaks, composed
/// (NFC). Zero-width spaces and joiners stay: Lao breaks its lines by them, and emoji hang together by them.
/// </summary>
internal static class PlainText
{
    /// <summary>UTF-16 units that one user-perceived character may take on average; stacked accents end there.</summary>
    private const int UnitsPerCharacter = 8;

    /// <summary>The text cleaned; "" when nothing is left that can be seen.</summary>
    public static string Clean(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return "";

        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) // lone surrogates come as U+FFFD
        {
            if (Rune.IsWhiteSpace(rune))
                AppendSpace(clean);
            else if (!Rune.IsControl(rune) && !OverridesDirection(rune.Value) && !IsNoCharacter(rune.Value))
                clean.Append(rune.ToString());
        }
        var composed = clean.ToString().TrimEnd().Normalize(NormalizationForm.FormC);
        return composed.EnumerateRunes().Any(IsVisible) ? composed : "";
    }

    /// <summary>It has at most so many user-perceived characters.</summary>
    public static bool Fits(string text, int characters) =>
        text.Length <= characters * UnitsPerCharacter && new StringInfo(text).LengthInTextElements <= characters;

    /// <summary>A name to show, or null when none is left or it is too long to be one.</summary>
    public static string? Name(string? name, int characters) =>
        Clean(name) is { Length: > 0 } clean && Fits(clean, characters) ? clean : null;

    private static void AppendSpace(StringBuilder clean)
    {
        if (clean.Length > 0 && clean[^1] != ' ')
            clean.Append(' ');
    }

    /// <summary>U+FFFE and its like, which no text may hold and no composition takes.</summary>
    private static bool IsNoCharacter(int rune) => (rune & 0xFFFE) == 0xFFFE || rune is >= 0xFDD0 and <= 0xFDEF;

    private static bool IsVisible(Rune rune) => !Rune.IsWhiteSpace(rune) && Rune.GetUnicodeCategory(rune) is not UnicodeCategory.Format;

    private static bool OverridesDirection(int rune) => rune is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);
}
