using System.Globalization;
using System.Text;

namespace TalksPlatform.Server.Pages.Text;

/// <summary>
/// The part of ICU's message syntax that the texts use: {name} and {n, plural, =0 {none} one {# vote} other {# votes}}.
/// The islands' i18n.ts reads the same, and both are tested with the same vectors.
/// </summary>
internal static class MessageFormat
{
    public static string Format(string text, CultureInfo culture, params ReadOnlySpan<(string Name, object? Value)> arguments)
    {
        if (!text.Contains('{', StringComparison.Ordinal))
            return text;

        var result = new StringBuilder(text.Length + 16);
        for (var at = 0; at < text.Length;)
        {
            var open = text.IndexOf('{', at);
            if (open < 0)
                return result.Append(text, at, text.Length - at).ToString();
            var close = Closing(text, open);
            result.Append(text, at, open - at).Append(Fill(text[(open + 1)..close], culture, arguments));
            at = close + 1;
        }

        return result.ToString();
    }

    private static string Fill(string slot, CultureInfo culture, ReadOnlySpan<(string Name, object? Value)> arguments)
    {
        var comma = slot.IndexOf(',', StringComparison.Ordinal);
        var value = Find((comma < 0 ? slot : slot[..comma]).Trim(), arguments);
        if (comma < 0)
            return Show(value, culture);

        var forms = slot[(slot.IndexOf(',', comma + 1) + 1)..];
        var count = Convert.ToDouble(value, CultureInfo.InvariantCulture);
        return Choose(forms, count, culture).Replace("#", Show(value, culture), StringComparison.Ordinal);
    }

    private static string Choose(string forms, double count, CultureInfo culture)
    {
        var exact = string.Create(CultureInfo.InvariantCulture, $"={count}");
        var category = PluralRules.Category(culture.TwoLetterISOLanguageName, count);
        string? chosen = null, other = null;
        for (var at = 0; forms.IndexOf('{', at) is var open and >= 0;)
        {
            var close = Closing(forms, open);
            var (name, form) = (forms[at..open].Trim(), forms[(open + 1)..close]);
            if (name == exact)
                return form;
            if (name == category)
                chosen = form;
            if (name == "other")
                other = form;
            at = close + 1;
        }

        return chosen ?? other ?? "";
    }

    private static int Closing(string text, int open)
    {
        var depth = 0;
        for (var at = open; at < text.Length; at++)
        {
            depth += text[at] switch { '{' => 1, '}' => -1, _ => 0 };
            if (depth == 0)
                return at;
        }

        throw new FormatException($"A brace is not closed in \"{text}\".");
    }

    private static object? Find(string name, ReadOnlySpan<(string Name, object? Value)> arguments)
    {
        foreach (var argument in arguments)
        {
            if (argument.Name == name)
                return argument.Value;
        }

        return null;
    }

    private static string Show(object? value, CultureInfo culture) => value switch
    {
        int or long => ((IFormattable)value).ToString("#,0", culture),
        IFormattable number => number.ToString("#,0.###", culture),
        _ => value?.ToString() ?? "",
    };
}
