using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace TalksPlatform.Rtc.Sip;

/// <summary>
/// A SIP address such as <c>sip:studio@radio.example:5060;transport=udp</c> (RFC 3261 §19.1), or a telephone number such as
/// <c>tel:+856-20-555-123</c> (RFC 3966).
/// </summary>
/// <param name="User">The part before the @, unescaped, or the number without its separators; empty when there is none.</param>
/// <param name="Host">A host name or an address literal, IPv6 without brackets; empty for a telephone number.</param>
/// <param name="Port">The port; null when not given (then 5060, or 5061 by TLS).</param>
public sealed record SipUri(string User, string Host, int? Port = null)
{
    /// <summary>The port of SIP over UDP and TCP where an address names none.</summary>
    public const int DefaultPort = 5060;

    /// <summary>The port of SIP over TLS where an address names none.</summary>
    public const int DefaultTlsPort = 5061;

    private const string TelephoneScheme = "tel:";
    private static readonly SearchValues<char> Keys = SearchValues.Create("0123456789*#ABCDabcd");

    /// <summary>True for sips: addresses.</summary>
    public bool Secure { get; init; }

    /// <summary>True for tel: numbers, which a trunk must route: they name no host.</summary>
    public bool IsTelephone { get; init; }

    /// <summary>What follows the first semicolon, with it, e.g. <c>;transport=tcp;lr</c>; empty when nothing does.</summary>
    public string Parameters { get; init; } = "";

    /// <summary>What carries messages there (RFC 3263 §4.1): TLS for sips:, else what the address names, else UDP.</summary>
    public SipProtocol Protocol => Secure
        ? SipProtocol.Tls
        : SipProtocolNames.Parse(SipParameters.Find(Parameters, "transport")) ?? SipProtocol.Udp;

    /// <summary>The port to send to.</summary>
    public int EffectivePort => Port ?? (Protocol == SipProtocol.Tls ? DefaultTlsPort : DefaultPort);

    /// <summary>Reads an address.</summary>
    /// <exception cref="FormatException">It is no SIP address.</exception>
    public static SipUri Parse(string text) =>
        TryParse(text, out var uri) ? uri : throw new FormatException($"'{text}' is no SIP address like sip:studio@radio.example");

    /// <summary>Reads an address from anybody.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out SipUri? uri)
    {
        uri = null;
        if (text is null || text.Length > 1024 || text.AsSpan().ContainsAnyInRange('\0', ' '))
            return false;

        if (text.StartsWith(TelephoneScheme, StringComparison.OrdinalIgnoreCase))
            return TryParseNumber(text[TelephoneScheme.Length..], out uri);

        var secure = text.StartsWith("sips:", StringComparison.OrdinalIgnoreCase);
        if (!secure && !text.StartsWith("sip:", StringComparison.OrdinalIgnoreCase))
            return false;

        var rest = text[(secure ? 5 : 4)..];
        var at = rest.LastIndexOf('@');
        var user = at < 0 ? "" : rest[..at].Split(':')[0]; // a password in an address is nobody's business
        rest = rest[(at + 1)..];

        var end = rest.AsSpan().IndexOfAny(';', '?');
        var parameters = end >= 0 && rest[end] == ';' ? rest[end..].Split('?')[0] : "";
        if (!TryParseHostPort(end < 0 ? rest : rest[..end], out var host, out var port))
            return false;

        uri = new SipUri(Uri.UnescapeDataString(user), host, port) { Secure = secure, Parameters = parameters };
        return true;
    }

    /// <summary>The address as it goes on the wire.</summary>
    public override string ToString()
    {
        if (IsTelephone)
            return TelephoneScheme + User + Parameters;
        var text = new StringBuilder(Secure ? "sips:" : "sip:");
        if (User.Length > 0)
            text.Append(Uri.EscapeDataString(User).Replace("%2B", "+", StringComparison.Ordinal)).Append('@');
        text.Append(Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]" : Host);
        if (Port is { } port)
            text.Append(':').Append(port.ToString(CultureInfo.InvariantCulture));
        return text.Append(Parameters).ToString();
    }

    /// <summary>Digits, in which hyphens, dots and brackets only please the eye (RFC 3966 §3).</summary>
    private static bool TryParseNumber(string text, [NotNullWhen(true)] out SipUri? uri)
    {
        var semicolon = text.IndexOf(';', StringComparison.Ordinal);
        var digits = string.Concat((semicolon < 0 ? text : text[..semicolon]).Where(c => !"-.()".Contains(c, StringComparison.Ordinal)));
        var isNumber = digits.Length > 0
            && digits.AsSpan(digits[0] == '+' ? 1 : 0).IndexOfAnyExcept(Keys) < 0
            && digits != "+";
        uri = isNumber
            ? new SipUri(digits, "") { IsTelephone = true, Parameters = semicolon < 0 ? "" : text[semicolon..] }
            : null;
        return isNumber;
    }

    /// <summary>Reads <c>host</c>, <c>host:port</c>, <c>[ipv6]</c> or <c>[ipv6]:port</c>.</summary>
    internal static bool TryParseHostPort(string text, out string host, out int? port)
    {
        host = text;
        port = null;
        var colon = text.LastIndexOf(':');
        if (text.StartsWith('['))
        {
            var close = text.IndexOf(']', StringComparison.Ordinal);
            if (close < 0)
                return false;
            host = text[1..close];
            colon = close + 1 < text.Length ? close + 1 : -1;
            if (colon >= 0 && text[colon] != ':')
                return false;
        }
        else if (colon >= 0)
        {
            host = text[..colon];
        }

        if (colon >= 0)
        {
            if (!ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                return false;
            port = number;
        }

        return Uri.CheckHostName(host) != UriHostNameType.Unknown;
    }
}
