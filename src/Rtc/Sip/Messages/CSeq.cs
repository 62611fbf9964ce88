using System.Globalization;

namespace TalksPlatform.Rtc.Sip;

/// <summary>The number and method that tie a response to its request (RFC 3261 §20.16).</summary>
internal readonly record struct CSeq(uint Number, string Method)
{
    public static CSeq Parse(string? text) =>
        TryParse(text, out var cseq) ? cseq : throw new FormatException($"'{text}' is no CSeq like 1 INVITE");

    public static bool TryParse(string? text, out CSeq cseq)
    {
        cseq = default;
        var parts = text?.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        if (parts is not { Length: 2 }
            || !uint.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || number > int.MaxValue)
            return false;
        cseq = new CSeq(number, parts[1]);
        return true;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Number} {Method}");
}
