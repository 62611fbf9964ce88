using TalksPlatform.Broadcast.Polls;
using TalksPlatform.Broadcast.Tests.Kit;
using TalksPlatform.Contracts;
using static TalksPlatform.Broadcast.Tests.Kit.People;

namespace TalksPlatform.Broadcast.Tests.Polls;

/// <summary>Answers in words: written by the audience, sorted by a moderator, counted by group.</summary>
public class AnswerStories
{
    private readonly PaperTalk _talk = PaperTalk.Opened();
    private readonly PollId _poll = PollId.New();

    public AnswerStories() =>
        _talk.Give(new CreatePoll(_poll, "Where are you from?", [], new PollRules(PollKind.Text, MayChange: true)), Host).Give(new OpenPoll(_poll), Host);

    [Fact]
    public void Nothing_is_shown_before_a_moderator_has_sorted_it()
    {
        Write(Ada, "Vientiane");
        Answers.Groups.ShouldBeEmpty();

        Sort("Vientiane", "Vientiane");

        Answers.Groups.ShouldBe(["Vientiane"]);
        Answers.Tally.ShouldBe([1]);
    }

    [Fact]
    public void The_same_words_in_any_case_are_sorted_once_for_all_who_write_them()
    {
        Write(Ada, "Vientiane");
        Write(Bounmy, " vientiane ");
        Sort("VIENTIANE", "Capital");
        Write(Somebody(), "Vientiane");

        Answers.Groups.ShouldBe(["Capital"]);
        Answers.Tally.ShouldBe([3]);
        Answers.ByWords.Count.ShouldBe(1);
    }

    [Fact]
    public void Like_answers_are_grouped_and_groups_are_joined()
    {
        Write(Ada, "Pakse");
        Write(Bounmy, "Champasak");
        Write(Somebody(), "Vientiane");
        Sort("Pakse", "Pakse");
        Sort("Champasak", "pakse");
        Sort("Vientiane", "Capital");
        Answers.Groups.ShouldBe(["Pakse", "Capital"]);
        Answers.Tally.ShouldBe([2, 1]);

        _talk.Give(new RenameAnswers(_poll, "Pakse", "South"), Host);
        Answers.Groups.ShouldBe(["South", "Capital"]);
        _talk.Give(new RenameAnswers(_poll, "Capital", "south"), Host);

        Answers.Groups.ShouldBe(["South"]);
        Answers.Tally.ShouldBe([3]);
    }

    [Fact]
    public void What_is_not_shown_stays_so_for_whoever_writes_it_next()
    {
        Write(Ada, "Rude words");
        Sort("Rude words", null);
        Write(Bounmy, "rude words");

        Answers.Groups.ShouldBeEmpty();
        Answers.Find("Rude words")!.ShouldBe(new Answer("Rude words", 4, 2, null, Hidden: true));
    }

    [Fact]
    public void A_changed_answer_leaves_its_group_and_waits_again()
    {
        Write(Ada, "Pakse");
        Sort("Pakse", "South");
        Write(Ada, "Vientiane");

        Answers.Tally.ShouldBe([0]);
        Answers.Find("Vientiane")!.Group.ShouldBeNull();
        _talk.State.Polls.Find(_poll)!.Voters.ShouldBe(1);
    }

    [Fact]
    public void An_answer_has_words_and_not_too_many()
    {
        _talk.Refuses(new WriteAnswer(_poll, " \u202E "), Ada).ShouldBe("poll.answer-missing");
        _talk.Refuses(new WriteAnswer(_poll, new string('x', 141)), Ada).ShouldBe("poll.answer-missing");
        _talk.Refuses(new CastVote(_poll, 0), Ada).ShouldBe("poll.other-kind");
        _talk.Refuses(new CastBallot(_poll, [0]), Ada).ShouldBe("poll.other-kind");
        _talk.Refuses(new SortAnswer(_poll, "Nobody wrote this", "Group"), Host).ShouldBe("poll.answer-unknown");
        Write(Ada, "Pakse");
        _talk.Refuses(new SortAnswer(_poll, "Pakse", " "), Host).ShouldBe("poll.answer-missing");
        _talk.Refuses(new RenameAnswers(_poll, "South", "North"), Host).ShouldBe("poll.answer-unknown");
    }

    [Fact]
    public void A_room_shows_thirty_groups_and_no_more()
    {
        for (var i = 0; i <= PollLimits.Groups; i++)
            Write(Somebody(), $"Town {i}");
        for (var i = 0; i < PollLimits.Groups; i++)
            Sort($"Town {i}", $"Town {i}");

        _talk.Refuses(new SortAnswer(_poll, "Town 30", "Town 30"), Host).ShouldBe("poll.too-many-groups");
        Sort("Town 30", "Town 1");
    }

    private AnswerBook Answers => _talk.State.Polls.Find(_poll)!.Answers;

    private void Write(Actor voter, string text) => _talk.Give(new WriteAnswer(_poll, text), voter);

    private void Sort(string text, string? group) => _talk.Give(new SortAnswer(_poll, text, group), Host);
}
