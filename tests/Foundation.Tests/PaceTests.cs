using TalksPlatform.TestKit;

namespace TalksPlatform.Foundation.Tests;

public class PaceTests
{
    private const int Burst = 3;

    private readonly ManualTime _time = new();

    [Fact]
    public void A_bucket_gives_what_it_holds_and_fills_steadily()
    {
        var pace = new Pace(_time, Burst, perSecond: 2);

        Taken(pace.TryTake).ShouldBe(Burst);
        pace.IsFull.ShouldBeFalse();
        _time.Advance(TimeSpan.FromSeconds(1));
        Taken(pace.TryTake).ShouldBe(2);
        _time.Advance(TimeSpan.FromHours(1));
        pace.IsFull.ShouldBeTrue();
        Taken(pace.TryTake).ShouldBe(Burst, "it never holds more");
    }

    [Fact]
    public void Everyone_has_a_bucket_of_her_own_also_when_very_many_come()
    {
        var paces = new Paces<int>(_time, Burst, perSecond: 0.01);
        Taken(() => paces.TryTake(0)).ShouldBe(Burst);

        for (var other = 1; other < 20_000; other++)
            paces.TryTake(other).ShouldBeTrue();

        Taken(() => paces.TryTake(1)).ShouldBe(Burst - 1);
        paces.TryTake(0).ShouldBeFalse("who took much is not forgotten for others");
    }

    [Fact]
    public void Many_at_once_get_no_more_than_there_is()
    {
        var paces = new Paces<int>(_time, burst: 1_000, perSecond: 0.01);
        var taken = 0;

        Parallel.For(0, 5_000, _ =>
        {
            if (paces.TryTake(0))
                Interlocked.Increment(ref taken);
        });

        taken.ShouldBe(1_000);
    }

    private static int Taken(Func<bool> tryTake) => Enumerable.Range(0, 100).Count(_ => tryTake());
}
