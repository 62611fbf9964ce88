using System.Globalization;
using System.Text;

namespace TalksPlatform.Archive.Feeds;

/// <summary>How a feed writes texts, dates and numbers.</summary>
internal static class FeedText
{
    /// <summary>A title: one line. Players show it as it is.</summary>
    public static string Line(string text) => PlainText.Line(text);

    /// <summary>A description. Players read it as HTML, so that the text's own brackets have to be escaped.</summary>
    public static string Paragraphs(string text) => new StringBuilder(PlainText.Allowed(text).Trim())
        .Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;")
        .ToString();

    /// <summary>A date after RFC 2822.</summary>
    public static string Date(DateTimeOffset at) =>
        at.ToUniversalTime().ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture);

    /// <summary>A number as XML writes it.</summary>
    public static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
