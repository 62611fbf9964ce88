using TalksPlatform.Broadcast.Polls;
using TalksPlatform.Broadcast.Tests.Kit;
using TalksPlatform.Contracts;
using static TalksPlatform.Broadcast.Tests.Kit.People;

namespace TalksPlatform.Broadcast.Tests.Polls;

/// <summary>How each kind of poll is voted and counted.</summary>
public class PollKindStories
{
    private readonly PaperTalk _talk = PaperTalk.Opened();
    private readonly PollId _poll = PollId.New();

    [Fact]
    public void Several_may_be_chosen_up_to_the_poll_s_maximum()
    {
        Open(new PollRules(PollKind.Multiple, Most: 2), "Rent", "Tax", "Staff");

        _talk.Give(new CastBallot(_poll, [2, 0]), Ada).Give(new CastBallot(_poll, [0, 2]), Ada).Give(new CastVote(_poll, 0), Bounmy);

        _talk.Refuses(new CastBallot(_poll, [0, 1, 2]), Somebody()).ShouldBe("poll.too-many-chosen");
        _talk.Refuses(new CastBallot(_poll, [1, 1]), Somebody()).ShouldBe("poll.no-such-option");
        _talk.Refuses(new CastBallot(_poll, []), Somebody()).ShouldBe("poll.no-such-option");
        Poll.Tally.ShouldBe([2, 0, 1]);
        Poll.Voters.ShouldBe(2);
    }

    [Fact]
    public void A_kind_that_nobody_knows_is_refused() =>
        _talk.Refuses(new CreatePoll(_poll, "Well?", ["Rent", "Tax"], new PollRules((PollKind)42)), Host).ShouldBe("poll.other-kind");

    [Fact]
    public void A_ranking_is_scored_by_the_Borda_count()
    {
        Open(new PollRules(PollKind.Ranking, MayChange: true), "Rent", "Tax", "Staff");

        _talk.Give(new CastBallot(_poll, [1, 0, 2]), Ada);
        Poll.Tally.ShouldBe([2, 3, 1]);
        _talk.Give(new CastBallot(_poll, [2, 1]), Bounmy);
        Poll.Tally.ShouldBe([2, 5, 4], "what a voter leaves out gets nothing from her");

        _talk.Give(new CastBallot(_poll, [0]), Ada);
        Poll.Tally.ShouldBe([3, 2, 3]);
    }

    [Fact]
    public void A_rating_chooses_one_step()
    {
        Open(new PollRules(PollKind.Rating), "1 Not at all", "2", "3", "4", "5 Very clear");
        _talk.Give(new CastVote(_poll, 4), Ada).Give(new CastVote(_poll, 3), Bounmy);

        Poll.Tally.ShouldBe([0, 0, 0, 1, 1]);
        _talk.Refuses(new CastBallot(_poll, [1, 2]), Somebody()).ShouldBe("poll.other-kind");
    }

    [Fact]
    public void A_quiz_is_not_opened_again_once_its_answer_is_known()
    {
        Open(new PollRules(PollKind.Quiz, Right: 1), "5 days", "10 days");
        _talk.Give(new CastVote(_poll, 1), Ada).Give(new ClosePoll(_poll), Host).Give(new OpenPoll(_poll), Host).Give(new RevealPoll(_poll), Host);

        _talk.Refuses(new OpenPoll(_poll), Host).ShouldBe("poll.answer-known");
    }

    [Fact]
    public void Web_and_telephone_vote_into_one_tally_one_ballot_a_person()
    {
        Open(new PollRules(PollKind.Ranking), "Rent", "Tax", "Staff");
        var caller = Somebody();

        _talk.Give(new CastBallot(_poll, [1, 0]), Ada).Give(new CastVote(_poll, 1), caller); // a keypad can say one

        Poll.Tally.ShouldBe([2, 6, 0]);
        _talk.Refuses(new CastBallot(_poll, [1, 2]), caller).ShouldBe("poll.already-voted");
    }

    [Fact]
    public void Ten_options_fit_a_ballot_in_any_order()
    {
        var order = Enumerable.Range(0, PollLimits.MostOptions).Reverse().ToList();
        Ballot.Of(order).ToList().ShouldBe(order);
        Ballot.Of(order).First.ShouldBe(9);
        Ballot.Of(7).ToList().ShouldBe([7]);
        Ballot.Of(7).ShouldBe(Ballot.Of([7]));
    }

    private Broadcast.Polls.Poll Poll => _talk.State.Polls.Find(_poll)!;

    private void Open(PollRules rules, params string[] options) =>
        _talk.Give(new CreatePoll(_poll, "Well?", options, rules), Host).Give(new OpenPoll(_poll), Host);
}
