using TalksPlatform.Bench.Areas.Live;
using TalksPlatform.Bench.Areas.Rtc;
using TalksPlatform.Bench.Areas.RtcFuzz;
using TalksPlatform.TestKit.Fuzzing.WebRtc;

namespace TalksPlatform.Bench;

/// <summary>All that can be measured, by area.</summary>
internal static class BenchAreas
{
    public static readonly SortedDictionary<string, IFigureSource[]> All = new(StringComparer.Ordinal)
    {
        ["live"] = [new VoteFigures()],
        ["rtc"] = [new SrtpFigures(), new ListenerFigures(), new ContributorFigures(), new StormFigures()],
        ["rtc-fuzz"] = [new FuzzFigures("webrtc", WebRtcTargets.All)],
        ["rtc-churn"] = [new ChurnFigures()],
    };

    /// <summary>The sources of an area, or the one that is named; empty when there is no such thing.</summary>
    public static IFigureSource[] Find(string area, string? source) => All.TryGetValue(area, out var sources)
        ? Array.FindAll(sources, candidate => source is null || candidate.Name == source)
        : [];
}
