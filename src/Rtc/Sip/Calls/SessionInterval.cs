using System.Globalization;

namespace TalksPlatform.Rtc.Sip;

/// <summary>How often a call must be refreshed to live on, and by whom (RFC 4028).</summary>
/// <param name="Length">Without a refresh the call is over after this.</param>
/// <param name="WeRefresh">True when it is our turn.</param>
internal sealed record SessionInterval(TimeSpan Length, bool WeRefresh)
{
    /// <summary>Shorter ones are refused with 422.</summary>
    public const int LeastSeconds = 90;

    private const string Header = "Session-Expires";
    private const string Extension = "timer";

    /// <summary>When to refresh.</summary>
    public TimeSpan Refresh => Length / 2;

    /// <summary>When to give up on the far end: a little before it ends, so that our BYE still matters.</summary>
    public TimeSpan GiveUp => Length - TimeSpan.FromSeconds(Math.Min(32, Length.TotalSeconds / 3));

    /// <summary>True when a request wants refreshes more often than we like.</summary>
    public static bool IsTooShort(SipRequest request) => Parse(request) is { Seconds: < LeastSeconds };

    /// <summary>Agrees to what the far end's request asks for, and says so in the response.</summary>
    public static SessionInterval? Accept(SipRequest request, SipResponse response)
    {
        if (Parse(request) is not { } asked)
            return null;

        var farEndCan = request.Headers.Lists("Supported", Extension);
        var weRefresh = asked.Refresher.Equals("uas", StringComparison.OrdinalIgnoreCase) || !farEndCan;
        response.Headers.Add(
            Header, string.Create(CultureInfo.InvariantCulture, $"{asked.Seconds};refresher={(weRefresh ? "uas" : "uac")}"));
        if (farEndCan)
            response.Headers.Add("Require", Extension);
        return new SessionInterval(TimeSpan.FromSeconds(asked.Seconds), weRefresh);
    }

    /// <summary>What the far end's response to our request says.</summary>
    public static SessionInterval? Agreed(SipResponse response) => Parse(response) is { } stated
        ? new(
            TimeSpan.FromSeconds(Math.Max(stated.Seconds, LeastSeconds)),
            !stated.Refresher.Equals("uas", StringComparison.OrdinalIgnoreCase))
        : null;

    private static (int Seconds, string Refresher)? Parse(SipMessage message)
    {
        if (message.Headers[Header] is not { } text)
            return null;
        var seconds = text.Split(';')[0].Trim();
        return int.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and < 864_000
            ? (number, SipParameters.Find(text, "refresher") ?? "")
            : null;
    }
}
