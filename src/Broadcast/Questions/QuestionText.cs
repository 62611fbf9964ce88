using System.Text.RegularExpressions;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Foundation.Faults;

namespace TalksPlatform.Broadcast.Questions;

/// <summary>The bounds of a question's text.</summary>
internal static class QuestionText
{
    /// <summary>Why it cannot be asked; null when it can, as <paramref name="clean"/>.</summary>
    public static Fault? Refuse(string typed, out string clean)
    {
        clean = PlainText.Clean(typed);
        if (clean.Length == 0)
            return QuestionFaults.Empty;
        return PlainText.Fits(clean, QuestionLimits.Text) ? null : QuestionFaults.TooLong;
    }
}

/// <summary>A BCP 47 tag that strangers sent.</summary>
internal static partial class LanguageTag
{
    /// <summary>
    /// The language of a text: by its script where that tells, for people write Lao while their page is in English; else
    /// the tag that was sent, when it looks like one.
    /// </summary>
    public static string? Of(string text, string? told)
    {
        var known = Of(told);
        var letters = text.Where(char.IsLetter).Take(400).ToLookup(ScriptOf, StringComparer.Ordinal);
        return letters.MaxBy(script => script.Count())?.Key is { Length: > 0 } spoken ? spoken : known;
    }

    /// <summary>The tag that was sent, when it looks like one; else null.</summary>
    public static string? Of(string? told) => told is { Length: <= 35 } && Shape.IsMatch(told) ? told : null;

    private static string ScriptOf(char letter) => letter switch
    {
        >= '\u0E80' and <= '\u0EFF' => "lo",
        >= '\u0E00' and <= '\u0E7F' => "th",
        >= '\u1780' and <= '\u17FF' => "km",
        _ => "",
    };

    [GeneratedRegex(@"^[a-zA-Z]{2,8}(-[a-zA-Z0-9]{1,8})*\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex Shape { get; }
}
