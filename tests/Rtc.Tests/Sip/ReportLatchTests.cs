using System.Net;
using TalksPlatform.Rtc.Sip;
using TalksPlatform.Rtc.Stun;
using TalksPlatform.TestKit;

namespace TalksPlatform.Rtc.Tests.Sip;

public sealed class ReportLatchTests
{
    private readonly SourceLatch _voice = new(new ManualTime());
    private readonly ReportLatch _reports;

    public ReportLatchTests()
    {
        _reports = new ReportLatch(_voice);
        _voice.State(IPEndPoint.Parse("198.51.100.7:4000"), null);
        _reports.State(IPEndPoint.Parse("198.51.100.7:4005"));
    }

    [Fact]
    public void Reports_go_to_the_stated_place_then_to_where_they_come_from()
    {
        Goal.ShouldBe("198.51.100.7:4005");

        Hears("198.51.100.7:4321").ShouldBeTrue();

        Goal.ShouldBe("198.51.100.7:4321");
    }

    [Fact]
    public void Reports_follow_the_voice_to_another_host()
    {
        _voice.Hears(At("203.0.113.9:61000"), 1, 1, isProven: true);

        Goal.ShouldBe("203.0.113.9:61001");
        Hears("203.0.113.9:7777").ShouldBeTrue();
        Goal.ShouldBe("203.0.113.9:7777");
    }

    [Fact]
    public void A_strangers_reports_are_not_read_and_draw_nothing_away()
    {
        Hears("192.0.2.66:4005").ShouldBeFalse();

        Goal.ShouldBe("198.51.100.7:4005");
    }

    [Fact]
    public void Nothing_goes_to_who_wants_no_reports()
    {
        _reports.State(null);

        _reports.Goal.ShouldBeNull();
    }

    private string? Goal => _reports.Goal?.ToString();

    private static TransportAddress At(string address) => TransportAddress.From(IPEndPoint.Parse(address));

    private bool Hears(string from) => _reports.Hears(At(from), isProven: false);
}
