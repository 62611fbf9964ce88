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

    [Fact]
    public void One_address_with_any_number_of_old_tokens_takes_a_share_and_its_honest_neighbours_ask_on()
    {
        var talk = new TalkState(TalkId.Of(EpisodeId.New()));
        var flooders = Enumerable.Range(0, 500).Select(_ => CameBefore(TimeSpan.FromMinutes(3))).ToList();
        var taken = flooders.Sum(flooder => Enumerable.Range(0, 10).Count(_ => Asks(ref talk, flooder, Carrier)));
        taken.ShouldBeLessThan(QuestionLimits.PerTalk / 2, "of five thousand");

        var honest = Enumerable.Range(0, 500).Select(_ => CameBefore(TimeSpan.FromMinutes(3))).ToList();
        honest.Count(person => Asks(ref talk, person, Carrier)).ShouldBe(500);
        Asks(ref talk, CameBefore(TimeSpan.FromMinutes(3)), IPAddress.Parse("203.0.113.8")).ShouldBeTrue("another network has nothing to do with it");

        foreach (var question in talk.Questions.All.Keys.ToList())
            talk = talk with { Questions = talk.Questions.Change(question, it => it with { State = QuestionState.Declined }) };
        _time.Advance(TimeSpan.FromMinutes(1));
        Asks(ref talk, flooders[^1], Carrier).ShouldBeTrue("nothing waits any more");
    }

    [Fact]
    public void Five_hundred_people_behind_one_address_have_two_questions_each()
    {
        var talk = new TalkState(TalkId.Of(EpisodeId.New()));
        var people = Enumerable.Range(0, 500).Select(_ => CameBefore(TimeSpan.FromMinutes(3))).ToList();
        people.Concat(people).Count(person => Asks(ref talk, person, Carrier)).ShouldBe(1_000);
    }

    private bool Asks(ref TalkState talk, Actor actor, IPAddress network)
    {
        var question = QuestionId.New();
        if (!MayAsk(actor, network, talk, question))
            return false;
        talk = talk.Apply(new LogEntry(new Stamp(talk.Seq + 1, _time.GetUtcNow(), actor.Id, CommandId.New()), new QuestionAsked(question, "How much?", null, null)));
        return true;
    }

    private Actor CameBefore(TimeSpan ago) => new(new PersonId(Guid.CreateVersion7(_time.GetUtcNow() - ago)), null, Role.Attendee);

    private bool MayAsk(Actor actor) => MayAsk(actor, Carrier);

    private bool MayAsk(Actor actor, IPAddress network) => MayAsk(actor, network, new TalkState(TalkId.Of(EpisodeId.New())), QuestionId.New());

    private bool MayAsk(Actor actor, IPAddress network, TalkState talk, QuestionId question)
    {
        try
        {
            _pace.Take(talk, question, actor, network);
            return true;
        }
        catch (FaultException refused)
        {
            refused.Code.ShouldBeOneOf("question.too-fast", "question.network-full");
            return false;
        }
    }
}
