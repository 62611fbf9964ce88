using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace TalksPlatform.Rtc.Sip;

/// <summary>
/// Reads messages from anybody. What it lets through has every header that routing needs, well formed; all else is
/// refused with a reason, and nothing makes it throw.
/// </summary>
internal static class SipParser
{
    public const int MaxLength = 65_535;
    private const int MaxHeaderLines = 256;
    private static readonly char[] Blanks = [' ', '\t'];

    /// <summary>Reads one datagram.</summary>
    public static bool TryParse(
        ReadOnlySpan<byte> datagram, [NotNullWhen(true)] out SipMessage? message, [NotNullWhen(false)] out string? fault) =>
        TryParse(datagram, out message, out fault, out _);

    /// <summary>Reads one datagram; where it is a malformed request, also says how to refuse it, if that can be said.</summary>
    public static bool TryParse(
        ReadOnlySpan<byte> datagram,
        [NotNullWhen(true)] out SipMessage? message,
        [NotNullWhen(false)] out string? fault,
        out SipRefusal? refusal)
    {
        message = null;
        refusal = null;
        if (datagram.Length > MaxLength)
            return Refuse("The message is too long", out fault);

        var bodyBegin = EndOfHead(datagram);
        var head = Encoding.UTF8.GetString(datagram[..bodyBegin]).TrimStart('\r', '\n');
        var lines = Unfold(head.Split('\n', MaxHeaderLines + 2));
        if (lines.Count == 0 || lines.Count > MaxHeaderLines)
            return Refuse("The message is empty or has too many headers", out fault);

        var parsed = ParseStartLine(lines[0]);
        var headers = parsed?.Headers ?? [];
        fault = ReadHeaders(lines.Skip(1), headers);
        if (parsed is null)
            fault = "The first line is neither of a request nor of a response";
        else if (fault is null && !TryReadBody(datagram[bodyBegin..], parsed))
            fault = "The Content-Length is not that of the body";
        fault ??= FindFault(parsed!);

        message = fault is null ? parsed : null;
        refusal = fault is null ? null : SipRefusal.Of(lines[0], headers, fault);
        return fault is null;
    }

    /// <summary>The length of the start line and headers with the empty line that ends them.</summary>
    internal static int EndOfHead(ReadOnlySpan<byte> text)
    {
        var strict = text.IndexOf("\r\n\r\n"u8);
        var loose = text.IndexOf("\n\n"u8);
        if (strict >= 0 && (loose < 0 || strict < loose))
            return strict + 4;
        return loose >= 0 ? loose + 2 : text.Length;
    }

    private static SipMessage? ParseStartLine(string line)
    {
        var parts = line.Split(' ', 3);
        if (parts.Length < 2)
            return null;

        if (parts[0].Equals(SipMessage.Version, StringComparison.OrdinalIgnoreCase))
        {
            return parts[1].Length == 3
                && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var status)
                && status is >= 100 and < 700
                ? new SipResponse(status, parts.Length > 2 ? parts[2] : "")
                : null;
        }

        var isRequest = parts.Length == 3
            && parts[2].Equals(SipMessage.Version, StringComparison.OrdinalIgnoreCase)
            && parts[0].Length is > 0 and < 64
            && parts[0].All(IsTokenCharacter)
            && parts[1].Length > 0
            && !parts[1].AsSpan().ContainsAnyInRange('\0', ' ')
            && !parts[1].AsSpan().ContainsAny('<', '>', '"');
        return isRequest ? new SipRequest(parts[0], parts[1]) : null;
    }

    /// <summary>Joins lines that begin with a blank to the one before (RFC 3261 §7.3.1), up to the empty line.</summary>
    private static List<string> Unfold(string[] raw)
    {
        var lines = new List<string>();
        var pieces = raw.Select(line => line.TrimEnd('\r')).TakeWhile(line => line.Length > 0).ToArray();
        for (var (begin, end) = (0, 1); begin < pieces.Length; begin = end++)
        {
            for (; end < pieces.Length && pieces[end][0] is ' ' or '\t'; end++)
                pieces[end] = pieces[end].Trim(Blanks);
            lines.Add(end == begin + 1 ? pieces[begin] : string.Join(' ', pieces, begin, end - begin));
        }

        return lines;
    }

    private static string? ReadHeaders(IEnumerable<string> lines, SipHeaders headers)
    {
        foreach (var line in lines)
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0 || line.AsSpan(0, colon).TrimEnd(Blanks).ContainsAny(Blanks))
                return "A header has no name";
            headers.Add(line[..colon].TrimEnd(Blanks), line[(colon + 1)..].Trim(Blanks));
        }

        return null;
    }

    private static bool TryReadBody(ReadOnlySpan<byte> rest, SipMessage message)
    {
        var length = rest.Length;
        if (message.Headers.Lines("Content-Length").Count() > 1
            || message.Headers["Content-Length"] is { } stated
            && (!int.TryParse(stated, NumberStyles.None, CultureInfo.InvariantCulture, out length) || length > rest.Length))
            return false;
        message.Body = Encoding.UTF8.GetString(rest[..length]);
        return true;
    }

    private static string? FindFault(SipMessage message)
    {
        var headers = message.Headers;
        if (headers.Any(header => HoldsControl(header.Value)))
            return "A header holds control characters";
        if (!headers.All("Via").Any() || !headers.All("Via").All(via => SipVia.TryParse(via, out _)))
            return "A Via is missing or malformed";
        if (!SipAddress.TryParse(headers["From"], out _) || !SipAddress.TryParse(headers["To"], out _))
            return "From or To is missing or malformed";
        if (string.IsNullOrEmpty(headers["Call-ID"]) || !CSeq.TryParse(headers["CSeq"], out var cseq))
            return "Call-ID or CSeq is missing or malformed";
        if (headers.Lines("Call-ID").Count() > 1 || headers.Lines("CSeq").Count() > 1
            || headers.Lines("From").Count() > 1 || headers.Lines("To").Count() > 1)
            return "A header that must be single is there twice";
        return message is SipRequest request && request.Method != cseq.Method ? "The CSeq is of another method" : null;
    }

    /// <summary>Control characters stand in quoted pairs only; the ends of lines nowhere (RFC 3261 §25.1).</summary>
    private static bool HoldsControl(string value)
    {
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] == '\r' || (value[i] < ' ' && value[i] != '\t' && (i == 0 || value[i - 1] != '\\')))
                return true;
        }

        return false;
    }

    private static bool IsTokenCharacter(char c) => char.IsAsciiLetterOrDigit(c) || "-.!%*_+`'~".Contains(c, StringComparison.Ordinal);

    private static bool Refuse(string reason, out string fault)
    {
        fault = reason;
        return false;
    }
}
