using TalksPlatform.Broadcast.Audience;
using TalksPlatform.Broadcast.Hosts;
using TalksPlatform.Contracts;
using TalksPlatform.TestKit;

namespace TalksPlatform.Broadcast.Tests.Hosts;

public sealed class HostPresenceTests
{
    private readonly ManualTime _time = new();
    private readonly TalkAudience _audience;
    private readonly HostPresence _hosts;
    private readonly PersonId _noy = PersonId.New();

    public HostPresenceTests()
    {
        _audience = new TalkAudience(_time);
        _hosts = new HostPresence(_audience, _time);
    }

    [Fact]
    public void A_host_is_there_while_one_of_her_desks_is_connected()
    {
        _audience.Enter(PersonId.New());
        _hosts.IsAnyHere.ShouldBeFalse("an attendee is no host");

        _audience.Enter(_noy);
        _hosts.Know(_noy);
        _hosts.IsAnyHere.ShouldBeTrue();
        _hosts.Here.ShouldBe([_noy]);

        _audience.Leave(_noy);
        _hosts.IsAnyHere.ShouldBeFalse();
        _hosts.Known.ShouldBe([_noy], "her voice may still be there");
    }

    [Theory]
    [InlineData(Role.Moderator, false)]
    [InlineData(Role.Producer, true)]
    [InlineData(Role.Host, true)]
    public void Whoever_can_run_the_talk_keeps_it_from_being_lost(Role role, bool keeps)
    {
        _audience.Enter(_noy);
        _hosts.Meet(new Actor(_noy, "Noy", role));
        _hosts.IsAnyHere.ShouldBe(keeps);
    }

    [Fact]
    public void A_co_host_whose_time_is_over_is_none_of_them_when_she_comes_back()
    {
        _audience.Enter(_noy);
        _hosts.Meet(new Actor(_noy, "Noy", Role.Host));
        _hosts.Meet(new Actor(_noy, "Noy", Role.Speaker));
        _hosts.IsAnyHere.ShouldBeFalse();
        _hosts.Known.ShouldBeEmpty("her voice alone is a speaker's");
    }

    [Fact]
    public void A_host_on_another_node_is_there_for_as_long_as_that_node_says_so()
    {
        _hosts.Hear([_noy]);
        _hosts.IsAnyHere.ShouldBeTrue();
        _time.Advance(TimeSpan.FromSeconds(6));
        _hosts.IsAnyHere.ShouldBeTrue("nodes tell each other every three seconds");
        _time.Advance(TimeSpan.FromSeconds(1));
        _hosts.IsAnyHere.ShouldBeFalse();
    }

    [Fact]
    public void She_is_lost_after_eight_seconds_and_after_a_start_everybody_has_time_to_come_back()
    {
        var absence = new HostAbsence(_time);
        _time.Advance(TimeSpan.FromSeconds(19));
        absence.IsLong.ShouldBeFalse("browsers come back within seconds");
        _time.Advance(TimeSpan.FromSeconds(1));
        absence.IsLong.ShouldBeTrue();

        absence.End();
        _time.Advance(TimeSpan.FromMinutes(5));
        absence.IsLong.ShouldBeFalse("it begins now");
        _time.Advance(TimeSpan.FromSeconds(7.9));
        absence.IsLong.ShouldBeFalse("she may reload her page");
        _time.Advance(TimeSpan.FromSeconds(0.1));
        absence.IsLong.ShouldBeTrue();
    }
}
