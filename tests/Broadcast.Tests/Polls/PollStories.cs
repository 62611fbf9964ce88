using TalksPlatform.Broadcast.Polls;
using TalksPlatform.Broadcast.Stage;
using TalksPlatform.Broadcast.Tests.Kit;
using TalksPlatform.Contracts;
using static TalksPlatform.Broadcast.Tests.Kit.People;

namespace TalksPlatform.Broadcast.Tests.Polls;

public class PollStories
{
    private readonly PaperTalk _talk = PaperTalk.Opened();
    private readonly PollId _poll = PollId.New();

    [Fact]
    public void One_ballot_a_voter_and_the_first_choice_counts()
    {
        Open(_poll);

        _talk.Give(new CastVote(_poll, 1), Ada).Give(new CastVote(_poll, 1), Bounmy).Give(new CastVote(_poll, 1), Ada);

        _talk.Refuses(new CastVote(_poll, 0), Ada).ShouldBe("poll.already-voted");
        Poll(_poll).Tally.ShouldBe([0, 2]);
    }

    [Fact]
    public void A_draft_is_the_studios_and_a_closed_poll_takes_no_more()
    {
        _talk.Give(new CreatePoll(_poll, "Tea or coffee?", ["Tea", "Coffee"]), Host);
        _talk.Refuses(new CastVote(_poll, 0), Ada).ShouldBe("poll.unknown");
        _talk.Refuses(new ClosePoll(_poll), Host).ShouldBe("poll.not-open-yet");

        _talk.Give(new OpenPoll(_poll), Host).Give(new CastVote(_poll, 0), Ada).Give(new ClosePoll(_poll), Host);

        _talk.Refuses(new CastVote(_poll, 0), Bounmy).ShouldBe("poll.closed");
        _talk.Refuses(new OpenPoll(_poll), Host).ShouldBe("poll.closed");
        Poll(_poll).Tally.ShouldBe([1, 0]);
    }

    [Fact]
    public void One_poll_is_open_at_a_time()
    {
        var other = PollId.New();
        Open(_poll);
        _talk.Give(new CreatePoll(other, "Now?", ["Yes", "No"]), Host);
        _talk.Refuses(new OpenPoll(other), Host).ShouldBe("poll.another-open");

        _talk.Give(new ClosePoll(_poll), Host).Give(new OpenPoll(other), Host);
    }

    [Fact]
    public void The_end_of_the_talk_closes_the_poll()
    {
        Open(_poll);
        _talk.Give(new EndTalk(), Host);

        Poll(_poll).State.ShouldBe(PollState.Closed);
        _talk.State.Polls.Open.ShouldBeNull();
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(2)]
    [InlineData(int.MaxValue)]
    public void A_choice_must_be_one_of_the_options(int option)
    {
        Open(_poll);
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
    public void Only_hosts_run_polls()
    {
        Open(_poll);
        _talk.Refuses(new CreatePoll(PollId.New(), "Now?", ["Yes", "No"]), Speaker).ShouldBe("talk.not-yours");
        _talk.Refuses(new OpenPoll(_poll), Ada).ShouldBe("talk.not-yours");
        _talk.Refuses(new ClosePoll(_poll), Ada).ShouldBe("talk.not-yours");
    }

    private void RefusesOptions(params string[] options) =>
        _talk.Refuses(new CreatePoll(_poll, "Well?", options), Host).ShouldBe("poll.options-wrong");

    private Broadcast.Polls.Poll Poll(PollId id) => _talk.State.Polls.Find(id)!;

    private void Open(PollId id) => _talk.Give(new CreatePoll(id, "Tea or coffee?", ["Tea", "Coffee"]), Host).Give(new OpenPoll(id), Host);
}
