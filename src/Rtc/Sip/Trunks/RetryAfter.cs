using System.Globalization;

namespace TalksPlatform.Rtc.Sip;

/// <summary>When the far end wants to be asked again (RFC 3261 §20.33).</summary>
internal static class RetryAfter
{
    public const string Header = "Retry-After";
    private const int Longest = 3_600;

    /// <summary>Null when it does not say.</summary>
    public static TimeSpan? Of(SipResponse response)
    {
        var digits = response.Headers[Header]?.Split(' ', ';', '(')[0];
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(Math.Min(seconds, Longest))
            : null;
    }
}
