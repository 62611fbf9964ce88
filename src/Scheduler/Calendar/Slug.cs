using System.Globalization;
using System.Text;

namespace TalksPlatform.Scheduler.Calendar;

/// <summary>The last part of an address: lower-case ASCII letters, digits and hyphens, made from a title.</summary>
internal static class Slug
{
    private const int Longest = 60;
    private const int TailDigits = 8;

    // Latin letters that do not fall apart into an ASCII letter and a mark.
    private static readonly Dictionary<char, string> Spelt = new()
    {
        ['ß'] = "ss",
        ['æ'] = "ae",
        ['œ'] = "oe",
        ['ø'] = "o",
        ['đ'] = "d",
        ['ð'] = "d",
        ['þ'] = "th",
        ['ł'] = "l",
        ['ı'] = "i",
    };

    /// <summary>
    /// The slug of a title. What cannot be written in ASCII is left out; if that is most of it (a title in Lao), the
    /// slug is made of the kind and the end of the id, which is the random part of a UUIDv7.
    /// </summary>
    public static string For(string title, string kind, Guid id)
    {
        var letters = title.Count(char.IsLetterOrDigit);
        var spelt = Spell(title);
        return spelt.Length > 0 && spelt.Count(char.IsLetterOrDigit) * 2 >= letters
            ? Cut(spelt)
            : $"{kind}-{id.ToString("N")[^TailDigits..]}";
    }

    /// <summary>The slugs to try in turn: the plain one, then with -2, -3 ...</summary>
    public static IEnumerable<string> Variants(string slug) =>
        Enumerable.Range(2, 1000).Select(number => string.Create(CultureInfo.InvariantCulture, $"{slug}-{number}")).Prepend(slug);

    private static string Spell(string title)
    {
        var slug = new StringBuilder();
        foreach (var c in title.ToLowerInvariant().Normalize(NormalizationForm.FormD))
        {
            if (Spelt.TryGetValue(c, out var ascii))
                slug.Append(ascii);
            else if (char.IsAsciiLetterOrDigit(c))
                slug.Append(c);
            else if (!IsSilent(c) && slug.Length > 0 && slug[^1] != '-')
                slug.Append('-');
        }
        return slug.ToString().Trim('-');
    }

    // Between words, unless the first word alone is that long.
    private static string Cut(string slug)
    {
        if (slug.Length <= Longest)
            return slug;
        var end = slug.LastIndexOf('-', Longest);
        return slug[..(end > Longest / 2 ? end : Longest)].Trim('-');
    }

    // Marks over letters, and apostrophes: "d'été" is "dete".
    private static bool IsSilent(char c) =>
        c is '\'' or '’' || CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark;
}
