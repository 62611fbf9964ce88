using System.Net;
using TalksPlatform.Broadcast.Questions;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Faults;
using TalksPlatform.TestKit;

namespace TalksPlatform.Broadcast.Tests.Questions;

public class AskPaceTests
{
    private static readonly IPAddress Carrier = IPAddress.Parse("203.0.113.7");

    private readonly ManualTime _time = new();
    private readonly AskPace _pace;

    public AskPaceTests() => _pace = new AskPace(_time);

    [Fact]
    public void A_person_may_ask_ten_times_and_then_now_and_then()
    {
        var ada = CameBefore(TimeSpan.FromHours(1));
        Enumerable.Range(0, 100).Count(_ => MayAsk(ada)).ShouldBe(10);
        _time.Advance(TimeSpan.FromSeconds(5));
        Enumerable.Range(0, 100).Count(_ => MayAsk(ada)).ShouldBe(1);
    }

    [Fact]
    public void A_flood_of_new_tokens_from_one_address_does_not_reach_those_who_came_before_it()
    {
        var honest = Enumerable.Range(0, 500).Select(_ => CameBefore(TimeSpan.FromMinutes(3))).ToList();
        var taken = 0;
        for (var second = 0; second < 10; second++)
        {
            taken += Enumerable.Range(0, 100).Count(_ => MayAsk(CameBefore(TimeSpan.Zero)));
            honest.Skip(50 * second).Take(50).ShouldAllBe(person => MayAsk(person));
            _time.Advance(TimeSpan.FromSeconds(1));
        }
        taken.ShouldBeLessThanOrEqualTo(700, "six hundred at once, ten more each second, of a thousand");
        MayAsk(CameBefore(TimeSpan.Zero), IPAddress.Parse("203.0.113.8")).ShouldBeTrue("another network has nothing to do with it");
    }

    private Actor CameBefore(TimeSpan ago) => new(new PersonId(Guid.CreateVersion7(_time.GetUtcNow() - ago)), null, Role.Attendee);

    private bool MayAsk(Actor actor) => MayAsk(actor, Carrier);

    private bool MayAsk(Actor actor, IPAddress network)
    {
        try
        {
            _pace.Take(new TalkState(TalkId.Of(EpisodeId.New())), QuestionId.New(), actor, network);
            return true;
        }
        catch (FaultException refused)
        {
            refused.Code.ShouldBe("question.too-fast");
            return false;
        }
    }
}
