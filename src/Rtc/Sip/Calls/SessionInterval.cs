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
    private const string LeastHeader = "Min-SE";
    private const string Extension = "timer";

    /// <summary>When to refresh.</summary>
    public TimeSpan Refresh => Length / 2;

    /// <summary>When to give up on the far end: a little before it ends, so that our BYE still matters.</summary>
    public TimeSpan GiveUp => Length - TimeSpan.FromSeconds(Math.Min(32, Length.TotalSeconds / 3));

    /// <summary>True when a request wants refreshes more often than we like.</summary>
    public static bool IsTooShort(SipRequest request) => Parse(request) is { Seconds: < LeastSeconds };

    /// <summary>Says in a request of ours how often the call is to be refreshed.</summary>
    /// <param name="request">The INVITE or UPDATE.</param>
    /// <param name="length">The interval; null asks for none.</param>
    /// <param name="weRefresh">True when that is our task already; else the far end may choose.</param>
    /// <param name="least">The shortest interval that somebody on the way demanded.</param>
    public static void Ask(SipRequest request, TimeSpan? length, bool weRefresh, TimeSpan? least = null)
    {
        if (length is not { } wanted)
            return;
        request.Headers.Add(
            Header, string.Create(CultureInfo.InvariantCulture, $"{wanted.TotalSeconds:0}{(weRefresh ? ";refresher=uac" : "")}"));
        request.Headers.Add(
            LeastHeader, string.Create(CultureInfo.InvariantCulture, $"{Math.Max(LeastSeconds, least?.TotalSeconds ?? 0):0}"));
    }

    /// <summary>What a 422 demands.</summary>
    public static TimeSpan? Demanded(SipResponse tooSmall) =>
        int.TryParse(tooSmall.Headers[LeastHeader]?.Split(';')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && seconds is >= LeastSeconds and < 864_000
            ? TimeSpan.FromSeconds(seconds)
            : null;

    /// <summary>A 422 that says what we take.</summary>
    public static SipResponse TooSmall(SipRequest request)
    {
        var response = SipResponse.For(request, 422, localTag: SipTokens.New());
        response.Headers.Add(LeastHeader, LeastSeconds.ToString(CultureInfo.InvariantCulture));
        return response;
    }

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
