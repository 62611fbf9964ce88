using TalksPlatform.Broadcast.Announcements;
using TalksPlatform.Broadcast.Tests.Kit;
using static TalksPlatform.Broadcast.Tests.Kit.People;

namespace TalksPlatform.Broadcast.Tests.Announcements;

public class AnnouncementStories
{
    private readonly PaperTalk _talk = PaperTalk.Opened();

    [Fact]
    public void An_announcement_is_shown_until_it_is_taken_down_or_replaced()
    {
        _talk.Give(new Announce("The form is online.", "https://moic.gov.la/form"), Host);
        var first = _talk.State.Notices.Current!;
        (first.Text, first.Link).ShouldBe(("The form is online.", "https://moic.gov.la/form"));

        _talk.Give(new Announce("We begin again at eight."), Host);
        _talk.State.Notices.Current!.Text.ShouldBe("We begin again at eight.");
        _talk.State.Notices.Earlier.ShouldBe([first]);

        _talk.Give(new TakeDownAnnouncement(first.Order), Host);
        _talk.State.Notices.Current.ShouldNotBeNull("another host's new one stays when the old one is taken down");
        _talk.Give(new TakeDownAnnouncement(_talk.State.Notices.Current.Order), Host);
        _talk.State.Notices.Current.ShouldBeNull();
    }

    [Fact]
    public void The_history_is_short()
    {
        for (var i = 0; i < 30; i++)
            _talk.Give(new Announce($"Number {i}"), Host);

        _talk.State.Notices.Earlier.Select(it => it.Text).ShouldBe(Enumerable.Range(0, 10).Select(i => $"Number {28 - i}"));
    }

    [Theory]
    [InlineData("http://moic.gov.la/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("moic.gov.la")]
    [InlineData("https://moic.gov.la@evil.example/")]
    public void A_link_is_a_whole_address_over_https_that_deceives_nobody(string link) =>
        _talk.Refuses(new Announce("Look here", link), Host).ShouldBe("announcement.bad-link");

    [Fact]
    public void It_is_a_hosts_and_short()
    {
        _talk.Refuses(new Announce("Buy here"), Ada).ShouldBe("talk.not-yours");
        _talk.Refuses(new TakeDownAnnouncement(1), Ada).ShouldBe("talk.not-yours");
        _talk.Refuses(new Announce(" "), Host).ShouldBe("announcement.empty");
        _talk.Refuses(new Announce(new string('x', 281)), Host).ShouldBe("announcement.too-long");
    }
}
