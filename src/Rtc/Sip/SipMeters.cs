using System.Diagnostics.Metrics;

namespace TalksPlatform.Rtc.Sip;

/// <summary>How all telephony does. What may differ by a reason is counted as it happens, all else when it is asked for.</summary>
internal static class SipMeters
{
    private static readonly Counter<long> Dropped = RtcMeters.Meter.CreateCounter<long>(
        "talks.rtc.sip.dropped", "{request}", "Requests of strangers and scanners that got no answer");

    private static readonly Counter<long> Refused = RtcMeters.Meter.CreateCounter<long>(
        "talks.rtc.sip.refused", "{request}", "Requests that were challenged or refused before they rang");

    private static readonly RunningSum<Switchboard, SwitchboardCounts> Boards = new(board => board.Counts);
    private static readonly RunningSum<CallAudio, long> Voices = new(voice => voice.Refused);

    static SipMeters()
    {
        var meter = RtcMeters.Meter;
        meter.CreateObservableUpDownCounter(
            "talks.rtc.sip.calls", () => Boards.Sources.Sum(board => board.CallCount), "{call}", "Calls that were answered and go on");
        meter.CreateObservableUpDownCounter(
            "talks.rtc.sip.trunks.failing", FailingTrunks, "{trunk}", "Trunks that refuse us or do not answer");
        meter.CreateObservableUpDownCounter(
            "talks.rtc.sip.connections",
            () => Boards.Sources.Sum(board => board.Transport.Connections.Count),
            "{connection}",
            "TCP and TLS connections of signalling");
        meter.CreateObservableCounter(
            "talks.rtc.sip.connections.refused", () => Boards.Total.RefusedConnections, "{connection}", "Connections that were not let in");
        meter.CreateObservableCounter(
            "talks.rtc.sip.malformed", () => Boards.Total.Malformed, "{message}", "Messages that were no SIP");
        meter.CreateObservableCounter(
            "talks.rtc.sip.voices.refused", () => Voices.Total, "{packet}", "Packets from a source that a call does not believe");
        meter.CreateObservableCounter(
            "talks.rtc.sip.voices.faults", () => Boards.Total.Faults, "{packet}", "Packets over which a call stumbled");
    }

    public static void CountDropped(string why) => Dropped.Add(1, new KeyValuePair<string, object?>("why", why));

    public static void CountRefused(int status) => Refused.Add(1, new KeyValuePair<string, object?>("status", status));

    public static void Add(Switchboard board) => Boards.Add(board);

    public static void Add(CallAudio voice) => Voices.Add(voice);

    public static void Remove(Switchboard board) => Boards.Remove(board);

    public static void Remove(CallAudio voice) => Voices.Remove(voice);

    private static IEnumerable<Measurement<int>> FailingTrunks() =>
        from board in Boards.Sources
        from line in board.Trunks.Lines
        let failing = line.State.Status == SipTrunkStatus.Failing ? 1 : 0
        select new Measurement<int>(failing, new KeyValuePair<string, object?>("trunk", line.State.Name));
}
