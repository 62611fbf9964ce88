using TalksPlatform.Broadcast.Phone;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Tests.Phone;

public class CallerIdentityTests
{
    private readonly TalkId _talk = TalkId.Of(EpisodeId.New());

    [Fact]
    public void Whoever_calls_again_is_known_however_her_number_is_written() =>
        CallerIdentity.Of(_talk, "+856 20 5555 1234").ShouldBe(CallerIdentity.Of(_talk, "8562055551234"));

    [Fact]
    public void In_another_talk_and_from_another_number_she_is_somebody_else()
    {
        var known = CallerIdentity.Of(_talk, "+8562055551234");

        CallerIdentity.Of(TalkId.Of(EpisodeId.New()), "+8562055551234").ShouldNotBe(known);
        CallerIdentity.Of(_talk, "+8562055551235").ShouldNotBe(known);
    }

    [Theory]
    [InlineData("anonymous")]
    [InlineData("")]
    [InlineData("101")]
    public void A_hidden_number_says_nothing(string number) => CallerIdentity.Of(_talk, number).ShouldBeNull();
}
