using TalksPlatform.TestKit;

namespace TalksPlatform.Foundation.Tests;

public sealed class ManualTimeTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public async Task A_delay_ends_when_the_clock_passes_it_and_not_before()
    {
        var delay = Task.Delay(TimeSpan.FromMinutes(15), _time, TestContext.Current.CancellationToken);

        _time.Advance(TimeSpan.FromMinutes(14));
        delay.IsCompleted.ShouldBeFalse();
        _time.Advance(TimeSpan.FromMinutes(1));

        await delay.WaitAsync(Eventually.Patience, TimeProvider.System);
    }

    [Fact]
    public void Timers_fire_in_the_order_of_their_instants_and_see_those()
    {
        var start = _time.GetUtcNow();
        var fired = new List<(string Name, TimeSpan At)>();
        using var later = _time.CreateTimer(_ => fired.Add(("later", _time.GetUtcNow() - start)), null, TimeSpan.FromSeconds(3), Timeout.InfiniteTimeSpan);
        using var ticks = _time.CreateTimer(_ => fired.Add(("tick", _time.GetUtcNow() - start)), null, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2));

        _time.Advance(TimeSpan.FromSeconds(5));

        fired.ShouldBe([("tick", TimeSpan.FromSeconds(2)), ("later", TimeSpan.FromSeconds(3)), ("tick", TimeSpan.FromSeconds(4))]);
        (_time.GetUtcNow() - start).ShouldBe(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task A_periodic_timer_ticks()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), _time);
        var tick = timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);

        _time.Advance(TimeSpan.FromSeconds(1));

        (await tick).ShouldBeTrue();
    }
}
