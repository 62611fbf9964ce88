using TalksPlatform.Broadcast.Phone;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation;

namespace TalksPlatform.Broadcast.Tests.Phone;

public sealed class CallerIdentityTests : IDisposable
{
    private readonly List<DirectoryInfo> _folders = [];
    private readonly CallerIdentity _callers;

    public CallerIdentityTests() => _callers = new(Folder());

    public void Dispose() => _folders.ForEach(folder => folder.Delete(recursive: true));

    private readonly TalkId _talk = TalkId.Of(EpisodeId.New());

    [Fact]
    public void Whoever_calls_again_is_known_however_her_number_is_written() =>
        _callers.Of(_talk, "+856 20 5555 1234").ShouldBe(_callers.Of(_talk, "008562055551234"));

    [Fact]
    public void In_another_talk_and_from_another_number_she_is_somebody_else()
    {
        var known = _callers.Of(_talk, "+8562055551234");

        _callers.Of(TalkId.Of(EpisodeId.New()), "+8562055551234").ShouldNotBe(known);
        _callers.Of(_talk, "+8562055551235").ShouldNotBe(known);
    }

    [Fact]
    public void Her_number_cannot_be_found_by_trying_all_without_the_installation_s_key()
    {
        var (here, elsewhere) = (Folder(), Folder());

        var known = new CallerIdentity(here).Of(_talk, "+8562055551234");

        new CallerIdentity(here).Of(_talk, "+8562055551234").ShouldBe(known, "she is known after a restart");
        new CallerIdentity(elsewhere).Of(_talk, "+8562055551234").ShouldNotBe(known);
    }

    [Theory]
    [InlineData("anonymous")]
    [InlineData("")]
    [InlineData("101")]
    [InlineData("user12345678")]
    public void Whoever_hides_her_number_is_somebody_new_each_time_and_has_no_vote(string number)
    {
        var caller = _callers.Of(_talk, number);

        caller.ShouldSatisfyAllConditions(
            () => caller.Voter.ShouldBeNull(),
            () => caller.Phone.ShouldBeNull(),
            () => _callers.Of(_talk, number).Person.ShouldNotBe(caller.Person));
    }

    [Fact]
    public void Two_behind_one_number_are_two_with_one_vote()
    {
        var (first, second) = (_callers.Of(_talk, "+8562055551234"), _callers.Of(_talk, "+8562055551234", line: 1));

        second.Person.ShouldNotBe(first.Person);
        second.Voter.ShouldBe(first.Voter);
        _callers.Of(_talk, "+8562055551234", line: 1).ShouldBe(second, "each finds her seat again");
    }

    [Fact]
    public void The_studio_sees_the_last_two_digits() => _callers.Of(_talk, "+8562055551234").Phone.ShouldBe("…34");

    private DataFolder Folder()
    {
        var folder = Directory.CreateTempSubdirectory("talks-callers-");
        _folders.Add(folder);
        return new DataFolder(folder.FullName);
    }
}
