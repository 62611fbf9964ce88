using TalksPlatform.Broadcast.Polls;
using TalksPlatform.Broadcast.Stage;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Broadcast.Tests.Kit;
using TalksPlatform.Contracts;
using static TalksPlatform.Broadcast.Tests.Kit.People;

namespace TalksPlatform.Broadcast.Tests.Polls;

/// <summary>A poll's way, from the draft to the result.</summary>
public class PollStories
{
    private readonly PaperTalk _talk = PaperTalk.Opened();
    private readonly PollId _poll = PollId.New();

    [Fact]
    public void One_ballot_a_voter_and_the_first_choice_counts()
    {
        Open();

        _talk.Give(new CastVote(_poll, 1), Ada).Give(new CastVote(_poll, 1), Bounmy).Give(new CastVote(_poll, 1), Ada);

        _talk.Refuses(new CastVote(_poll, 0), Ada).ShouldBe("poll.already-voted");
        Poll.Tally.ShouldBe([0, 2]);
    }

    [Fact]
    public void Where_the_poll_says_so_a_vote_is_changed_until_it_closes()
    {
        Open(new PollRules(MayChange: true));

        _talk.Give(new CastVote(_poll, 1), Ada).Give(new CastVote(_poll, 0), Ada);
        Poll.Tally.ShouldBe([1, 0]);
        Poll.Voters.ShouldBe(1);

        _talk.Give(new ClosePoll(_poll), Host);
        _talk.Refuses(new CastVote(_poll, 1), Ada).ShouldBe("poll.closed");
        _talk.Give(new CastVote(_poll, 0), Ada);
    }

    [Fact]
    public void A_draft_is_the_studios_and_a_closed_poll_takes_no_more()
    {
        Create();
        _talk.Refuses(new CastVote(_poll, 0), Ada).ShouldBe("poll.unknown");
        _talk.Refuses(new ClosePoll(_poll), Host).ShouldBe("poll.not-open-yet");
        _talk.Refuses(new RevealPoll(_poll), Host).ShouldBe("poll.not-open-yet");

        _talk.Give(new OpenPoll(_poll), Host).Give(new CastVote(_poll, 0), Ada).Give(new ClosePoll(_poll), Host);

        _talk.Refuses(new CastVote(_poll, 0), Bounmy).ShouldBe("poll.closed");
        Poll.Tally.ShouldBe([1, 0]);
    }

    [Fact]
    public void A_poll_that_opens_again_keeps_its_ballots()
    {
        Open(new PollRules(Hidden: true));
        _talk.Give(new CastVote(_poll, 0), Ada).Give(new RevealPoll(_poll), Host);
        Poll.State.ShouldBe(PollState.Revealed);

        _talk.Give(new OpenPoll(_poll), Host).Give(new CastVote(_poll, 1), Bounmy);

        _talk.Refuses(new CastVote(_poll, 1), Ada).ShouldBe("poll.already-voted");
        Poll.Tally.ShouldBe([1, 1]);
        Poll.IsShown.ShouldBeFalse("it is hidden until it is revealed again");
    }

    [Fact]
    public void A_result_that_is_shown_after_the_talk_comes_into_the_replay()
    {
        Open(new PollRules(Hidden: true));
        _talk.Give(new CastVote(_poll, 0), Ada).Give(new EndTalk(), Host);

        _talk.Give(new RevealPoll(_poll), Host);

        var revealed = _talk.Log[^1];
        revealed.Event.Fact(_talk.State, revealed.Stamp).ShouldBe(new TalkRecordChanged(_talk.State.Id));
    }

    [Fact]
    public void Revealing_a_poll_that_is_open_closes_it()
    {
        Open();
        _talk.Give(new RevealPoll(_poll), Host).Give(new RevealPoll(_poll), Host);

        Poll.State.ShouldBe(PollState.Revealed);
        Poll.ClosedAt.ShouldNotBeNull();
        _talk.State.Polls.Open.ShouldBeNull();
        _talk.Log.Count(entry => entry.Event is PollRevealed).ShouldBe(1);
    }

    [Fact]
    public void One_poll_is_open_at_a_time_and_opening_another_closes_it_in_the_same_event()
    {
        var other = PollId.New();
        Open();
        _talk.Give(new CreatePoll(other, "Now?", ["Yes", "No"]), Host).Give(new OpenPoll(other), Host);

        Poll.State.ShouldBe(PollState.Closed);
        _talk.State.Polls.Open.ShouldBe(other);
        _talk.Log[^1].Event.Change.OtherPoll.ShouldBe(_poll, "people are told of both");
        _talk.Refuses(new CastVote(_poll, 0), Ada).ShouldBe("poll.closed");
    }

    [Fact]
    public void A_draft_is_written_anew_or_thrown_away_and_what_people_saw_is_not()
    {
        Create();
        _talk.Give(new EditPoll(_poll, "Rice?", ["Sticky", "Plain", "Both"], new PollRules(PollKind.Multiple, Most: 2)), Host);
        Poll.Options.ShouldBe(["Sticky", "Plain", "Both"]);
        Poll.Tally.ShouldBe([0, 0, 0]);

        _talk.Give(new DeletePoll(_poll), Host);
        _talk.State.Polls.Find(_poll).ShouldBeNull();
        _talk.Refuses(new EditPoll(_poll, "Rice?", ["Sticky", "Plain"]), Host).ShouldBe("poll.unknown");

        Open();
        _talk.Refuses(new DeletePoll(_poll), Host).ShouldBe("poll.no-draft");
        _talk.Refuses(new EditPoll(_poll, "Rice?", ["Sticky", "Plain"]), Host).ShouldBe("poll.no-draft");
    }

    [Fact]
    public void The_clock_closes_the_round_that_it_was_set_for_and_no_later_one()
    {
        Open(new PollRules(Seconds: 60));
        var first = Poll.EndsAt!.Value;
        first.ShouldBe(_talk.Now.AddSeconds(60));
        _talk.Give(new ClosePoll(_poll), Host).Give(new OpenPoll(_poll), Host);

        _talk.Give(new ClosePoll(_poll, first), Actor.Platform);
        Poll.State.ShouldBe(PollState.Open, "it was opened anew since");

        _talk.Give(new ClosePoll(_poll, Poll.EndsAt), Actor.Platform);
        Poll.State.ShouldBe(PollState.Closed);
        Poll.EndsAt.ShouldBeNull();
    }

    [Fact]
    public void The_end_of_the_talk_closes_the_poll()
    {
        Open();
        _talk.Give(new EndTalk(), Host);

        Poll.State.ShouldBe(PollState.Closed);
        _talk.State.Polls.Open.ShouldBeNull();
    }

    [Fact]
    public void Polls_are_made_ready_before_the_doors_open()
    {
        var talk = PaperTalk.Announced();
        talk.Give(new CreatePoll(_poll, "Tea or coffee?", ["Tea", "Coffee"]), Host)
            .Give(new EditPoll(_poll, "Coffee or tea?", ["Coffee", "Tea"]), Host);
        talk.Decide(new OpenPoll(_poll), Host).Refusal.ShouldNotBeNull();

        talk.Give(new DeletePoll(_poll), Host);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(2)]
    [InlineData(int.MaxValue)]
    public void A_choice_must_be_one_of_the_options(int option)
    {
        Open();
        _talk.Refuses(new CastVote(_poll, option), Ada).ShouldBe("poll.no-such-option");
    }

    [Fact]
    public void A_poll_has_two_to_ten_different_options()
    {
        RefusesOptions("Only one");
        RefusesOptions([.. Enumerable.Range(0, 11).Select(number => $"Option {number}")]);
        RefusesOptions("Same", " Same ");
        RefusesOptions("Fine", "");
        RefusesOptions("Fine", new string('x', 121));
        _talk.Refuses(new CreatePoll(_poll, " ", ["Yes", "No"]), Host).ShouldBe("poll.text-missing");
    }

    [Fact]
    public void Rules_that_make_no_sense_are_refused_with_the_reason()
    {
        Refuses(new PollRules(PollKind.Multiple, Most: 0), "poll.most-wrong");
        Refuses(new PollRules(PollKind.Multiple, Most: 3), "poll.most-wrong");
        Refuses(new PollRules(PollKind.Quiz), "poll.right-missing");
        Refuses(new PollRules(PollKind.Quiz, Right: 2), "poll.right-missing");
        Refuses(new PollRules(Seconds: 4), "poll.time-wrong");
        Refuses(new PollRules(Seconds: 14_401), "poll.time-wrong");

        void Refuses(PollRules rules, string code) =>
            _talk.Refuses(new CreatePoll(_poll, "Well?", ["Yes", "No"], rules), Host).ShouldBe(code);
    }

    [Fact]
    public void Only_hosts_run_polls()
    {
        Open();
        TalkCommand[] studio =
        [
            new CreatePoll(PollId.New(), "Now?", ["Yes", "No"]), new EditPoll(_poll, "Now?", ["Yes", "No"]), new DeletePoll(_poll), new OpenPoll(_poll),
            new ClosePoll(_poll), new RevealPoll(_poll), new SortAnswer(_poll, "Rice", null), new RenameAnswers(_poll, "Rice", "Food"),
        ];
        foreach (var command in studio)
            _talk.Refuses(command, Speaker).ShouldBe("talk.not-yours");
    }

    [Fact]
    public void A_log_from_before_polls_had_kinds_reads_as_single_choices()
    {
        var created = TalkEventJson.Read("PollCreated", $$"""{"poll":"{{_poll}}","text":"Tea or coffee?","options":["Tea","Coffee"]}""");
        var opened = TalkEventJson.Read("PollOpened", $$"""{"poll":"{{_poll}}"}""");
        var cast = TalkEventJson.Read("VoteCast", $$"""{"poll":"{{_poll}}","option":1}""");

        var talk = _talk.State;
        foreach (var happened in new[] { created, opened, cast })
            talk = talk.Apply(new LogEntry(new Stamp(talk.Seq + 1, _talk.Now, Ada.Id, CommandId.New()), happened));

        var poll = talk.Polls.Find(_poll)!;
        poll.Rules.ShouldBe(PollRules.Single);
        poll.Tally.ShouldBe([0, 1]);
        poll.EndsAt.ShouldBeNull();
    }

    private void RefusesOptions(params string[] options) =>
        _talk.Refuses(new CreatePoll(_poll, "Well?", options), Host).ShouldBe("poll.options-wrong");

    private Broadcast.Polls.Poll Poll => _talk.State.Polls.Find(_poll)!;

    private void Create(PollRules? rules = null) => _talk.Give(new CreatePoll(_poll, "Tea or coffee?", ["Tea", "Coffee"], rules), Host);

    private void Open(PollRules? rules = null)
    {
        Create(rules);
        _talk.Give(new OpenPoll(_poll), Host);
    }
}
