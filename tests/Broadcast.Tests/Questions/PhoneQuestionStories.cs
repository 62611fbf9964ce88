using TalksPlatform.Broadcast.Questions;
using TalksPlatform.Broadcast.Reading;
using TalksPlatform.Broadcast.Tests.Kit;
using TalksPlatform.Contracts;
using static TalksPlatform.Broadcast.Tests.Kit.People;

namespace TalksPlatform.Broadcast.Tests.Questions;

public class PhoneQuestionStories
{
    private static readonly Actor Screener = new(PersonId.New(), "Pany", Role.Screener);
    private static readonly Actor Caller = new(PersonId.New(), "Caller 1", Role.Attendee);

    private readonly PaperTalk _talk = PaperTalk.Opened();
    private readonly QuestionId _question = QuestionId.New();

    [Fact]
    public void A_callers_question_waits_for_a_screener_and_then_goes_its_way_like_every_other()
    {
        _talk.Give(new AskByPhone(_question, "2026/talk/caller-1.wav"), Caller);
        RoomViews.Question(_talk.Question(_question), Viewer.Studio).Desk.ShouldNotBeNull().Recorded.ShouldBeTrue();
        RoomViews.Room(_talk.State, Viewer.Stranger, 0).Questions.ShouldBeEmpty();
        _talk.Refuses(new ApproveQuestion(_question), Host).ShouldBe("question.not-transcribed");
        _talk.Refuses(new AnswerInWriting(_question, "Yes."), Host).ShouldBe("question.not-transcribed");

        _talk.Give(new TranscribeQuestion(_question, "ຂ້ອຍຕ້ອງມີໃບອະນຸຍາດບໍ?", "Noy of Pakse", "en"), Screener);
        _talk.Give(new ApproveQuestion(_question), Host).Give(new Upvote(_question), Ada);

        _talk.Question(_question).Author.ShouldBe("Noy of Pakse");
        _talk.Question(_question).Language.ShouldBe("lo", "its script tells");
        _talk.Question(_question).Votes.ShouldBe(1);
        _talk.Refuses(new TranscribeQuestion(_question, "Something else"), Screener).ShouldBe("question.wrong-state");
    }

    [Fact]
    public void What_cannot_be_heard_is_declined_without_being_written_down()
    {
        _talk.Give(new AskByPhone(_question, "noise.wav"), Caller).Give(new DeclineQuestion(_question, null, DeclineReason.Unclear), Host);
        _talk.Question(_question).State.ShouldBe(QuestionState.Declined);
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("/etc/passwd")]
    [InlineData("a/../b.wav")]
    [InlineData("a.wav\n")]
    [InlineData("")]
    public void A_recording_lies_in_its_folder_and_nowhere_else(string path) =>
        _talk.Refuses(new AskByPhone(_question, path), Caller).ShouldBe("question.recording-wrong");

    [Fact]
    public void Callers_have_the_same_limits()
    {
        for (var i = 0; i < 10; i++)
            _talk.Give(new AskByPhone(QuestionId.New(), $"{i}.wav"), Caller);
        _talk.Refuses(new AskByPhone(_question, "more.wav"), Caller).ShouldBe("question.too-many-waiting");
    }
}
