using TalksPlatform.Contracts;

namespace TalksPlatform.Bench.Areas.Live;

/// <summary>The series of all talks that are measured.</summary>
internal static class BenchSeries
{
    public static readonly SeriesCard Card = new(
        SeriesId.New(), "benchmarks", "Benchmarks", "", "en", "Asia/Vientiane", "The Chamber", null, "Business", null, null, RoomRules.Default);
}
