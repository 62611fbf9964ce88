using TalksPlatform.Broadcast.Questions;
using TalksPlatform.Broadcast.Reading;
using TalksPlatform.Broadcast.Tests.Kit;
using TalksPlatform.Contracts;
using static TalksPlatform.Broadcast.Tests.Kit.People;

namespace TalksPlatform.Broadcast.Tests.Questions;

public class MergeStories
{
    private readonly PaperTalk _talk = PaperTalk.Opened();
    private readonly Actor _both = Somebody();

    [Fact]
    public void Whoever_wanted_either_question_counts_once()
    {
        var (stays, goes) = (_talk.Shows(Ada), _talk.Shows(Bounmy));
        _talk.Give(new Upvote(stays), _both).Give(new Upvote(goes), _both).Give(new Upvote(goes), Somebody());

        _talk.Give(new MergeQuestion(goes, stays), Host);

        _talk.Question(stays).Votes.ShouldBe(3, "both, somebody, and Bounmy who asked the other one");
        _talk.Question(stays).HasVoteOf(Bounmy.Id).ShouldBeTrue();
        _talk.Question(goes).IsPublic.ShouldBeFalse();
        _talk.Give(new Upvote(stays), Bounmy);
        _talk.Question(stays).Votes.ShouldBe(3, "her vote moved already");
    }

    [Fact]
    public void Its_author_sees_where_her_question_went_and_others_do_not()
    {
        var (stays, goes) = (_talk.Shows(Ada), _talk.Asks(Bounmy));
        _talk.Give(new MergeQuestion(goes, stays), Host);

        var own = RoomViews.Question(_talk.Question(goes), new Viewer(Bounmy.Id, SeesStudio: false));
        (own.State, own.MergedInto).ShouldBe((QuestionState.Merged, stays));
        RoomViews.Question(_talk.Question(stays), Viewer.Stranger).Joined.ShouldBe([goes]);
        RoomViews.Room(_talk.State, new Viewer(Bounmy.Id, SeesStudio: false), 0).Questions.Single(question => question.Id == stays).Voted.ShouldBeTrue();
        RoomViews.Room(_talk.State, Viewer.Stranger, 0).Questions.ShouldHaveSingleItem().Id.ShouldBe(stays);
        BoardViews.Of(_talk.State, Viewer.Stranger).Joined.ShouldBe(1);
    }

    [Fact]
    public void Taken_apart_each_stands_where_it_stood()
    {
        var (stays, goes) = (_talk.Shows(Ada), _talk.Shows(Bounmy));
        var (early, late) = (Somebody(), Somebody());
        _talk.Give(new Upvote(goes), early).Give(new Upvote(goes), _both).Give(new Upvote(stays), _both);
        _talk.Give(new PutNext(goes), Host).Give(new MergeQuestion(goes, stays), Host).Give(new Upvote(stays), late);

        _talk.Give(new SplitQuestion(goes), Host);

        _talk.Question(stays).Upvoters.ShouldBe([_both.Id, late.Id], ignoreOrder: true);
        _talk.Question(stays).Votes.ShouldBe(2);
        _talk.Question(goes).Upvoters.ShouldBe([early.Id, _both.Id], ignoreOrder: true);
        _talk.Question(goes).State.ShouldBe(QuestionState.Approved, "the line went on without it");
        _talk.Refuses(new SplitQuestion(goes), Host).ShouldBe("question.wrong-state");
    }

    [Fact]
    public void A_vote_that_was_taken_back_meanwhile_is_not_given_back()
    {
        var (stays, goes) = (_talk.Shows(Ada), _talk.Shows(Ada));
        _talk.Give(new Upvote(goes), Bounmy).Give(new MergeQuestion(goes, stays), Host).Give(new TakeBackUpvote(stays), Bounmy);
        _talk.Question(stays).Votes.ShouldBe(0, "and Ada does not vote for her own question by asking it twice");

        _talk.Give(new SplitQuestion(goes), Host);
        _talk.Question(goes).Votes.ShouldBe(0);
    }

    [Fact]
    public void What_had_been_joined_goes_along_and_can_be_taken_apart_by_itself()
    {
        var (last, middle, first) = (_talk.Shows(Ada), _talk.Shows(Bounmy), _talk.Shows(_both));
        var voter = Somebody();
        _talk.Give(new Upvote(first), voter).Give(new MergeQuestion(first, middle), Host).Give(new MergeQuestion(middle, last), Host);

        _talk.Question(first).MergedInto.ShouldBe(last);
        _talk.Question(last).Joined.ShouldBe([first, middle]);
        _talk.Question(last).Votes.ShouldBe(3);

        _talk.Give(new SplitQuestion(middle), Host);
        _talk.Question(last).Votes.ShouldBe(2, "the first one stays joined");
        _talk.Question(middle).Votes.ShouldBe(0);
        _talk.Give(new SplitQuestion(first), Host);
        _talk.Question(first).Votes.ShouldBe(1);
        _talk.Question(last).Votes.ShouldBe(0);
    }

    [Fact]
    public void A_vote_that_was_on_its_way_counts_for_the_one_that_stays()
    {
        var (stays, goes, hidden) = (_talk.Shows(Ada), _talk.Shows(Bounmy), _talk.Asks(Bounmy));
        _talk.Give(new MergeQuestion(goes, stays), Host).Give(new MergeQuestion(hidden, stays), Host);

        _talk.Give(new Upvote(goes), _both);
        _talk.Question(stays).Upvoters.ShouldBe([_both.Id]);
        _talk.Give(new TakeBackUpvote(goes), _both);
        _talk.Question(stays).Upvoters.ShouldBeEmpty();
        _talk.Refuses(new Upvote(hidden), _both).ShouldBe("question.unknown", "nobody ever saw it");
    }

    [Fact]
    public void Only_what_can_be_answered_for_both_is_joined()
    {
        var (stays, goes, declined) = (_talk.Shows(Ada), _talk.Shows(Bounmy), _talk.Asks(Ada));
        _talk.Give(new DeclineQuestion(declined, "No."), Host);

        _talk.Refuses(new MergeQuestion(goes, goes), Host).ShouldBe("question.merged-with-itself");
        _talk.Refuses(new MergeQuestion(goes, declined), Host).ShouldBe("question.wrong-state");
        _talk.Refuses(new MergeQuestion(goes, QuestionId.New()), Host).ShouldBe("question.unknown");
        _talk.Give(new StartAnswer(stays), Host);
        _talk.Refuses(new MergeQuestion(stays, goes), Host).ShouldBe("question.wrong-state", "it is on air");
        _talk.Give(new MergeQuestion(goes, stays), Host);
        _talk.Refuses(new MergeQuestion(goes, declined), Host).ShouldBe("question.wrong-state");
        _talk.Refuses(new DeclineQuestion(goes, "No."), Host).ShouldBe("question.wrong-state");
    }
}
