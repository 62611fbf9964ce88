using System.Text;
using System.Xml;

namespace TalksPlatform.Archive;

/// <summary>Makes people's text safe to pass on: what XML and file tags cannot carry is left out.</summary>
internal static class PlainText
{
    /// <summary>A title: one line.</summary>
    public static string Line(string text) =>
        string.Join(' ', Allowed(text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>The text without control characters and halves of surrogate pairs.</summary>
    public static string Allowed(string text)
    {
        var allowed = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (XmlConvert.IsXmlChar(text[i]))
                allowed.Append(text[i]);
            else if (i + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[i + 1], text[i]))
                allowed.Append(text[i]).Append(text[++i]);
        }
        return allowed.ToString();
    }
}
