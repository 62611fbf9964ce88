namespace TalksPlatform.Rtc.Sip;

/// <summary>Keys that come in INFO requests, as some exchanges send them instead of RFC 4733.</summary>
internal static class InfoDigit
{
    private const string Keys = "0123456789*#ABCD";

    /// <summary>The key that was pressed; null where the body is of another kind.</summary>
    public static char? Read(SipRequest info)
    {
        var type = info.Headers["Content-Type"]?.Split(';')[0].Trim().ToUpperInvariant();
        var signal = type switch
        {
            "APPLICATION/DTMF-RELAY" => info.Body.Split('\n')
                .Select(line => line.Split('=', 2))
                .FirstOrDefault(pair => pair.Length == 2 && pair[0].Trim().Equals("Signal", StringComparison.OrdinalIgnoreCase))?[1],
            "APPLICATION/DTMF" => info.Body,
            _ => null,
        };
        return signal?.Trim().ToUpperInvariant() switch
        {
            "10" => '*', // by the numbers of RFC 4733
            "11" => '#',
            [var key] when Keys.Contains(key, StringComparison.Ordinal) => key,
            _ => null,
        };
    }
}
