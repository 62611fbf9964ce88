using NodaTime;
using TalksPlatform.Foundation.Faults;
using TalksPlatform.Scheduler.Calendar;

namespace TalksPlatform.Scheduler.Tests.Calendar;

public sealed class SlotTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Theory]
    [InlineData("Asia/Vientiane", "2026-11-26T19:00", "2026-11-26T12:00Z")]
    [InlineData("Europe/Berlin", "2026-10-25T01:30", "2026-10-24T23:30Z")]
    [InlineData("Europe/Berlin", "2026-10-25T02:30", "2026-10-25T00:30Z")] // happens twice: the first is meant
    [InlineData("Europe/Berlin", "2026-03-29T02:30", "2026-03-29T01:30Z")] // never happens: the offset before the change counts
    public void A_local_time_is_one_instant(string zone, string local, string instant)
    {
        var slot = Slot.At(LocalDateTime.FromDateTime(DateTime.Parse(local, null)), zone, Hour);

        slot.StartsAt.ShouldBe(DateTimeOffset.Parse(instant, null));
        slot.EndsAt.ShouldBe(slot.StartsAt + Hour);
    }

    [Fact]
    public void A_zone_that_nobody_knows_is_refused() =>
        Should.Throw<FaultException>(() => Slot.ZoneNamed("Asia/Vientianne")).Code.ShouldBe("zone.unknown");
}
