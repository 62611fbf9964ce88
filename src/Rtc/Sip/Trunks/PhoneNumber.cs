namespace TalksPlatform.Rtc.Sip;

/// <summary>Compares numbers as trunks write them: with and without +, with an international prefix.</summary>
internal static class PhoneNumber
{
    public static bool Same(string ours, string theirs) =>
        ours.Equals(theirs, StringComparison.OrdinalIgnoreCase) || (Digits(ours) is { Length: > 0 } digits && digits == Digits(theirs));

    /// <summary>Empty for what is no number.</summary>
    private static string Digits(string text)
    {
        var digits = text.StartsWith("00", StringComparison.Ordinal) ? text[2..] : text.TrimStart('+');
        return digits.All(char.IsAsciiDigit) ? digits : "";
    }
}
