using TalksPlatform.Bench.Areas.Live;
using TalksPlatform.Bench.Areas.OnAir;
using TalksPlatform.Bench.Areas.Page;
using TalksPlatform.Bench.Areas.Rtc;
using TalksPlatform.Bench.Areas.RtcCalls;
using TalksPlatform.Bench.Areas.RtcFuzz;
using TalksPlatform.TestKit.Fuzzing.Sip;
using TalksPlatform.TestKit.Fuzzing.WebRtc;

namespace TalksPlatform.Bench;

/// <summary>All that can be measured, by area.</summary>
internal static class BenchAreas
{
    /// <param name="attendees">How many come where a figure is about a crowd.</param>
    /// <param name="minutes">How long what is about time is looked at.</param>
    public static SortedDictionary<string, IFigureSource[]> For(int attendees, double minutes = BenchRequest.UsualMinutes) => new(StringComparer.Ordinal)
    {
        ["live"] = [new VoteFigures(), new FanoutFigures(attendees), new CrowdFigures(attendees), new RushFigures(attendees), new MomentFigures(attendees)],
        ["onair"] = [new BridgeFigures("contributors", 40, 40, reporting: false), new BridgeFigures("cleanLines", 40, 40, reporting: true), new BridgeFigures("realTalk", 40, 5, reporting: true), new TickFigures(minutes), new MouthToEarFigures(), new ChainFigures(), new RestartFigures(), new SegmentFigures(), new StreamDelayFigures()],
        ["page"] = [new SoundFigures()],
        ["rtc"] = [new SrtpFigures(), new TcpFigures(), new ListenerFigures(), new ContributorFigures(), new StormFigures()],
        ["rtc-calls"] = [new SetUpFigures(), new CallFigures(), new MinuteFigures()],
        ["rtc-fuzz"] = [new FuzzFigures("webrtc", WebRtcTargets.All), new FuzzFigures("sip", SipTargets.All)],
        ["rtc-churn"] = [new ChurnFigures()],
    };
}
