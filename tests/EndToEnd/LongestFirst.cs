using TalksPlatform.EndToEnd;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(LongestFirst))]

namespace TalksPlatform.EndToEnd;

/// <summary>The talks of some minutes begin at once, and the short ones fill up what is left: two run at a time.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Long = [nameof(SoakTests), nameof(DemoCrashTests), nameof(DemoTests)];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(tests => PlaceOf(tests.TestCollectionDisplayName))];

    private static int PlaceOf(string collection) =>
        Array.FindIndex(Long, name => collection.Contains(name, StringComparison.Ordinal)) is var place and >= 0 ? place : Long.Length;
}
