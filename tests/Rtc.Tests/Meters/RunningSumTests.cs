namespace TalksPlatform.Rtc.Tests.Meters;

public sealed class RunningSumTests
{
    private readonly RunningSum<Source, long> _sum = new(source => source.Count);

    [Fact]
    public void Each_is_counted_once_while_it_is_there_and_after()
    {
        var (stays, leaves) = (new Source { Count = 3 }, new Source { Count = 4 });
        _sum.Add(stays);
        _sum.Add(leaves);
        _sum.Add(leaves);
        _sum.Total.ShouldBe(7);

        _sum.Remove(leaves);
        _sum.Remove(leaves);
        leaves.Count = 100;
        stays.Count++;

        _sum.Total.ShouldBe(8);
        _sum.Sources.ShouldBe([stays]);
    }

    [Fact]
    public void Who_was_never_there_changes_nothing()
    {
        _sum.Remove(new Source { Count = 5 });

        _sum.Total.ShouldBe(0);
    }

    private sealed class Source
    {
        public long Count { get; set; }
    }
}
