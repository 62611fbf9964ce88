using System.Diagnostics.Metrics;

namespace TalksPlatform.Rtc.Sip;

/// <summary>What can be seen of telephony from outside, under the library's meter.</summary>
internal static class SipMeters
{
    private static readonly Meter Meter = new("TalksPlatform.Rtc");
    private static readonly Counter<long> Dropped = Meter.CreateCounter<long>(
        "talks.rtc.sip.dropped", "{request}", "Requests of strangers and scanners that got no answer");

    private static readonly Counter<long> Refused = Meter.CreateCounter<long>(
        "talks.rtc.sip.refused", "{request}", "Requests that were challenged or refused before they rang");

    private static readonly UpDownCounter<long> Calls = Meter.CreateUpDownCounter<long>(
        "talks.rtc.sip.calls", "{call}", "Calls that were answered and go on");

    private static readonly UpDownCounter<long> FailingTrunks = Meter.CreateUpDownCounter<long>(
        "talks.rtc.sip.trunks.failing", "{trunk}", "Trunks that refuse us or do not answer");

    public static void CountDropped(string why) => Dropped.Add(1, new KeyValuePair<string, object?>("why", why));

    public static void CountRefused(int status) => Refused.Add(1, new KeyValuePair<string, object?>("status", status));

    public static void CountCall(int more) => Calls.Add(more);

    public static void CountTrunk(SipTrunkState before, SipTrunkState after)
    {
        var more = Failing(after) - Failing(before);
        if (more != 0)
            FailingTrunks.Add(more, new KeyValuePair<string, object?>("trunk", after.Name));
    }

    private static int Failing(SipTrunkState state) => state.Status == SipTrunkStatus.Failing ? 1 : 0;
}
