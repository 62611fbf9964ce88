using System.Diagnostics.CodeAnalysis;

namespace TalksPlatform.Rtc.Sip;

/// <summary>The value of From, To, Contact or Route: <c>"Name" &lt;sip:uri&gt;;tag=x</c> (RFC 3261 §20.10).</summary>
/// <param name="DisplayName">Unquoted; null when there is none.</param>
/// <param name="Uri">The address.</param>
/// <param name="Parameters">What follows it, with its first semicolon.</param>
internal sealed record SipAddress(string? DisplayName, SipUri Uri, string Parameters = "")
{
    /// <summary>The end of the dialog that this address stands for; null outside of one.</summary>
    public string? Tag => SipParameters.Find(Parameters, "tag");

    public static SipAddress Parse(string? text) =>
        TryParse(text, out var address) ? address : throw new FormatException($"'{text}' is no SIP address");

    public static bool TryParse(string? text, [NotNullWhen(true)] out SipAddress? address)
    {
        address = null;
        if (text is null)
            return false;

        var open = IndexOfBracket(text);
        if (open < 0)
        {
            // Without brackets, parameters belong to the header, not to the address.
            var semicolon = text.IndexOf(';', StringComparison.Ordinal);
            var bare = semicolon < 0 ? text : text[..semicolon];
            if (!SipUri.TryParse(bare.Trim(), out var bareUri))
                return false;
            address = new SipAddress(null, bareUri, semicolon < 0 ? "" : text[semicolon..]);
            return true;
        }

        var close = text.IndexOf('>', open);
        if (close < 0 || !SipUri.TryParse(text[(open + 1)..close].Trim(), out var uri))
            return false;

        var name = Unquote(text[..open].Trim());
        address = new SipAddress(name.Length > 0 ? name : null, uri, text[(close + 1)..].Trim());
        return true;
    }

    public override string ToString() =>
        (DisplayName is null ? "" : $"\"{Quote(DisplayName)}\" ") + $"<{Uri}>{Parameters}";

    private static int IndexOfBracket(string text)
    {
        var quoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            if (quoted && text[i] == '\\')
                i++;
            else if (text[i] == '"')
                quoted = !quoted;
            else if (text[i] == '<' && !quoted)
                return i;
        }

        return -1;
    }

    private static string Quote(string name) => new string([.. name.Where(c => !char.IsControl(c))])
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\"", "\\\"", StringComparison.Ordinal);

    private static string Unquote(string name) => name.Length >= 2 && name[0] == '"' && name[^1] == '"'
        ? name[1..^1].Replace("\\\"", "\"", StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal)
        : name;
}
