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
    /// <summary>The tag when it looks like one; else null.</summary>
    public static string? Known(string? tag) => tag is { Length: <= 35 } && Shape.IsMatch(tag) ? tag : null;

    [GeneratedRegex("^[a-zA-Z]{2,8}(-[a-zA-Z0-9]{1,8})*$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex Shape { get; }
}
