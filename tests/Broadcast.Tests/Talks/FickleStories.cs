using TalksPlatform.Broadcast.Hands;
using TalksPlatform.Broadcast.Polls;
using TalksPlatform.Broadcast.Questions;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Broadcast.Tests.Kit;
using TalksPlatform.Contracts;
using static TalksPlatform.Broadcast.Tests.Kit.People;

namespace TalksPlatform.Broadcast.Tests.Talks;

/// <summary>Nobody fills a talk's log by doing and undoing.</summary>
public class FickleStories
{
    private readonly PaperTalk _talk = PaperTalk.Opened();

    [Fact]
    public void An_upvote_is_taken_back_so_often_and_no_more()
    {
        var question = _talk.Shows(Bounmy);
        EndsAfter(TalkState.MostChanges + 1, _ => _talk.Give(new Upvote(question), Ada).Decide(new TakeBackUpvote(question), Ada));
        _talk.Question(question).HasVoteOf(Ada.Id).ShouldBeTrue();
        _talk.Give(new Upvote(question), Somebody());
    }

    [Fact]
    public void A_ballot_is_changed_so_often_and_no_more()
    {
        var (poll, words) = (Open(new PollRules(MayChange: true)), Open(new PollRules(PollKind.Text, MayChange: true)));
        _talk.Give(new WriteAnswer(words, "At first"), Ada);
        EndsAfter(TalkState.MostChanges + 1, i => _talk.Decide(new WriteAnswer(words, $"Words {i}"), Ada));
        _talk.Give(new OpenPoll(poll), Host).Give(new CastVote(poll, 0), Ada);
        _talk.Refuses(new CastVote(poll, 1), Ada).ShouldBe("talk.too-many-changes", "all that she changes is counted together");
        _talk.Give(new CastVote(poll, 0), Ada);
    }

    [Fact]
    public void A_question_is_edited_so_often_and_no_more()
    {
        var question = _talk.Asks(Ada);
        EndsAfter(TalkState.MostChanges + 1, i => _talk.Decide(new EditQuestion(question, $"How much is {i}?"), Ada));
    }

    [Fact]
    public void A_note_is_changed_so_often_and_no_more_and_hurries_nobody()
    {
        _talk.Decide(new RaiseHand("Ada", null, Consents: true), Ada).Event!.Change.Urgent.ShouldBeTrue();
        _talk.Decide(new RaiseHand("Ada", "The stamp", Consents: true), Ada).Event!.Change.ShouldBe(RoomChange.OfHands with { Urgent = false });
        EndsAfter(TalkState.MostChanges, i => _talk.Decide(new RaiseHand("Ada", $"Stamp {i}", Consents: true), Ada));
        _talk.Give(new LowerHand(), Ada);
    }

    private static void EndsAfter(int times, Func<int, Decision> change)
    {
        for (var i = 1; i < times; i++)
            change(i).Refusal.ShouldBeNull();
        change(times).Refusal.ShouldBe(TalkFaults.TooManyChanges);
    }

    private PollId Open(PollRules rules)
    {
        var poll = PollId.New();
        _talk.Give(new CreatePoll(poll, "Well?", ["Yes", "No"], rules), Host).Give(new OpenPoll(poll), Host);
        return poll;
    }
}
