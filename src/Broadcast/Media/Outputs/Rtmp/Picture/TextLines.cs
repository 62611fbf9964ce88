using System.Globalization;
using System.Text;

namespace TalksPlatform.Broadcast.Media.Outputs.Rtmp.Picture;

/// <summary>
/// Breaks plain text into lines of a width, since SVG does not. Lao, Thai and Khmer put no spaces between words: where a
/// line has none, it is broken between letters, and never inside of what is written as one.
/// </summary>
internal static class TextLines
{
    private const string Ellipsis = "…";
    private const int FewestBeforeSpace = 3; // a line broken further back than a third of it looks torn
    private const string LeadingVowels = "เแโใไເແໂໃໄ"; // written before the consonant that they belong to
    private const string Closing = ".,:;!?)]}»”’%…ๆຯໆ។៕៖ៗ";

    /// <summary>Lines for the largest of the sizes in which the text fits into as many of them; what is too long is cut.</summary>
    /// <param name="sizes">Sizes of letters in pixels, the largest first, each with as many lines as there is room for.</param>
    public static (int Size, IReadOnlyList<string> Lines) Fit(string text, int width, params ReadOnlySpan<(int Size, int Lines)> sizes)
    {
        foreach (var (size, most) in sizes)
        {
            var lines = Break(text, (double)width / size);
            if (lines.Count <= most)
                return (size, lines);
        }
        var (smallest, rows) = sizes[^1];
        var all = Break(text, (double)width / smallest);
        return (smallest, [.. all.Take(rows - 1), Cut(all[rows - 1], (double)width / smallest)]);
    }

    /// <summary>How wide it is about, in units of the size of its letters.</summary>
    public static double WidthOf(string text) => Letters(text).Sum(WidthOfLetter);

    private static List<string> Break(string text, double width)
    {
        List<string> lines = [];
        List<string> line = [];
        var used = 0.0;
        foreach (var letter in Letters(text))
        {
            var wide = WidthOfLetter(letter);
            if (used + wide > width && line.Count > 0 && !IsSpace(letter))
            {
                var end = BreakOf(line, letter);
                lines.Add(string.Concat(line[..end]).TrimEnd());
                line.RemoveRange(0, end);
                used = line.Sum(WidthOfLetter);
            }
            line.Add(letter);
            used += wide;
        }
        lines.Add(string.Concat(line).TrimEnd());
        return lines;
    }

    /// <summary>How many letters of a full line stay in it.</summary>
    private static int BreakOf(List<string> line, string next)
    {
        if (line.FindLastIndex(IsSpace) is var space && space + 1 >= line.Count / FewestBeforeSpace)
            return space + 1;
        var end = line.Count;
        while (end > 1 && !MayPart(line[end - 1], end < line.Count ? line[end] : next))
            end--;
        return end > 1 ? end : line.Count;
    }

    private static bool MayPart(string before, string after) =>
        !LeadingVowels.Contains(before[^1], StringComparison.Ordinal) && !Closing.Contains(after[0], StringComparison.Ordinal)
        && !(Rune.IsLetterOrDigit(Rune.GetRuneAt(before, 0)) && before[0] < 0x0E00 && Rune.IsLetterOrDigit(Rune.GetRuneAt(after, 0)) && after[0] < 0x0E00);

    private static string Cut(string line, double width)
    {
        var letters = Letters(line).ToList();
        while (letters.Count > 1 && letters.Sum(WidthOfLetter) + 1 > width)
            letters.RemoveAt(letters.Count - 1);
        return string.Concat(letters).TrimEnd() + Ellipsis;
    }

    private static bool IsSpace(string letter) => letter is " " or "\u200B";

    /// <summary>What is written as one: a base with its marks, and in Khmer the consonants that stand below another.</summary>
    private static IEnumerable<string> Letters(string text)
    {
        var rest = StringInfo.GetTextElementEnumerator(text);
        string? waiting = null;
        while (rest.MoveNext())
        {
            var letter = rest.GetTextElement();
            if (waiting is not null && (waiting[^1] == '\u17D2' || IsMark(letter)))
            {
                waiting += letter;
                continue;
            }
            if (waiting is not null)
                yield return waiting;
            waiting = letter;
        }
        if (waiting is not null)
            yield return waiting;
    }

    /// <summary>Vowels that stand behind their consonant and are not its marks to Unicode: ำ ະ າ and the like.</summary>
    private static bool IsMark(string letter) => letter[0] is
        (>= '\u0E30' and <= '\u0E3A') or (>= '\u0E45' and <= '\u0E4E') or (>= '\u0EB0' and <= '\u0EBD') or (>= '\u0EC6' and <= '\u0ECE')
        or (>= '\u17B6' and <= '\u17D3');

    private static double WidthOfLetter(string letter) => letter[0] switch
    {
        '\u200B' => 0,
        ' ' => 0.3,
        'i' or 'j' or 'l' or 'I' or '.' or ',' or '\'' or '|' or '!' or ':' or ';' => 0.32,
        'm' or 'w' or 'M' or 'W' or '@' or '%' or '—' => 0.95,
        >= 'A' and <= 'Z' => 0.7,
        < '\u0E00' => 0.6,
        < '\u0F00' => letter.Any(c => IsMark(c.ToString()) && char.GetUnicodeCategory(c) == UnicodeCategory.OtherLetter) ? 1.15 : 0.65,
        >= '\u1780' and < '\u1800' => letter.Contains('\u17D2', StringComparison.Ordinal) ? 1.15 : 0.95,
        >= '\u2E80' => 1.05,
        _ => 0.7,
    };
}
