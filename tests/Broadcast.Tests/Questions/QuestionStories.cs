using TalksPlatform.Broadcast.Questions;
using TalksPlatform.Broadcast.Stage;
using TalksPlatform.Broadcast.Tests.Kit;
using TalksPlatform.Contracts;
using static TalksPlatform.Broadcast.Tests.Kit.People;

namespace TalksPlatform.Broadcast.Tests.Questions;

public class QuestionStories
{
    private readonly PaperTalk _talk = PaperTalk.Opened();
    private readonly QuestionId _first = QuestionId.New();
    private readonly QuestionId _second = QuestionId.New();

    [Fact]
    public void A_text_that_is_written_anew_is_known_by_its_new_script()
    {
        var question = _talk.Asks(Ada, "How much is it?", "en");
        _talk.Give(new EditQuestion(question, "ຂາຍທາງເຟສບຸກ ຕ້ອງມີໃບອະນຸຍາດບໍ?"), Ada);
        _talk.Question(question).Language.ShouldBe("lo");

        _talk.Give(new RewordQuestion(question, "តើថ្លៃប៉ុន្មាន?"), Host);
        _talk.Question(question).Language.ShouldBe("km");
        LanguageTag.Of("How much?", "en\n").ShouldBeNull("that is no tag");
    }

    [Fact]
    public void A_question_waits_for_the_host_and_then_everybody_sees_it()
    {
        _talk.Give(new Ask(_first, "How much is a licence?", "Ada of the noodle shop", "en"), Ada);
        Question(_first).State.ShouldBe(QuestionState.Asked);
        Question(_first).IsPublic.ShouldBeFalse();

        _talk.Give(new ApproveQuestion(_first), Host);

        Question(_first).IsPublic.ShouldBeTrue();
        Question(_first).Author.ShouldBe("Ada of the noodle shop");
    }

    [Fact]
    public void Answering_the_next_question_finishes_the_one_before()
    {
        AskAndApprove(_first);
        AskAndApprove(_second);
        _talk.Give(new StartAnswer(_first), Host);

        _talk.Give(new StartAnswer(_second), Host);

        Question(_first).State.ShouldBe(QuestionState.Answered);
        Question(_first).AnsweredAt.ShouldBe(_talk.Now);
        Question(_second).State.ShouldBe(QuestionState.Answering);
        _talk.State.Questions.Answering.ShouldBe(_second);
    }

    [Fact]
    public void A_question_can_be_answered_once_more()
    {
        AskAndApprove(_first);
        _talk.Give(new StartAnswer(_first), Host).Give(new FinishAnswer(_first), Host);

        _talk.Give(new StartAnswer(_first), Host);

        Question(_first).State.ShouldBe(QuestionState.Answering);
        Question(_first).AnsweredAt.ShouldBeNull();
    }

    [Fact]
    public void A_deferred_question_is_no_longer_being_answered()
    {
        AskAndApprove(_first);
        _talk.Give(new StartAnswer(_first), Host).Give(new DeferQuestion(_first), Host);

        _talk.State.Questions.Answering.ShouldBeNull();
        _talk.Refuses(new FinishAnswer(_first), Host).ShouldBe("question.wrong-state");
    }

    [Fact]
    public void The_end_of_the_talk_finishes_the_answer()
    {
        AskAndApprove(_first);
        _talk.Give(new GoLive(), Host).Give(new StartAnswer(_first), Host);

        _talk.Give(new EndTalk(), Host);

        Question(_first).State.ShouldBe(QuestionState.Answered);
        _talk.Refuses(new Ask(_second, "Too late?"), Ada).ShouldBe("talk.over");
    }

    [Fact]
    public void A_declined_question_has_a_reason_and_can_be_taken_after_all()
    {
        _talk.Give(new Ask(_first, "Buy my noodles!"), Ada);
        _talk.Refuses(new DeclineQuestion(_first, " \n"), Host).ShouldBe("question.reason-missing");

        _talk.Give(new DeclineQuestion(_first, "This is an advertisement."), Host);
        Question(_first).Reason.ShouldBe("This is an advertisement.");

        _talk.Give(new ApproveQuestion(_first), Host);
        Question(_first).Reason.ShouldBeNull();
    }

    [Fact]
    public void Its_author_may_change_a_question_until_the_host_has_read_it()
    {
        _talk.Give(new Ask(_first, "How mcuh?"), Ada).Give(new EditQuestion(_first, "How much?"), Ada);
        Question(_first).Text.ShouldBe("How much?");

        _talk.Refuses(new EditQuestion(_first, "Mine now"), Bounmy).ShouldBe("question.unknown", "nobody else knows of it yet");
        _talk.Give(new ApproveQuestion(_first), Host);

        _talk.Refuses(new EditQuestion(_first, "How little?"), Ada).ShouldBe("question.not-waiting");
        _talk.Refuses(new EditQuestion(_first, "Mine now"), Bounmy).ShouldBe("question.not-yours");
    }

    [Fact]
    public void An_upvote_counts_once_a_person_and_can_be_taken_back()
    {
        AskAndApprove(_first);

        _talk.Give(new Upvote(_first), Ada).Give(new Upvote(_first), Ada).Give(new Upvote(_first), Bounmy);
        Question(_first).Upvoters.Count.ShouldBe(2);

        _talk.Give(new TakeBackUpvote(_first), Ada).Give(new TakeBackUpvote(_first), Ada);
        Question(_first).Upvoters.ShouldBe([Bounmy.Id]);
    }

    [Fact]
    public void What_waits_cannot_be_upvoted_or_even_found()
    {
        _talk.Give(new Ask(_first, "Anybody there?"), Ada);

        _talk.Refuses(new Upvote(_first), Bounmy).ShouldBe("question.unknown");
        _talk.Refuses(new Upvote(_second), Bounmy).ShouldBe("question.unknown");
        _talk.Refuses(new Upvote(_first), Host).ShouldBe("question.not-open");
    }

    [Fact]
    public void Ten_questions_of_one_person_may_wait_and_reading_one_makes_room()
    {
        for (var i = 0; i < 10; i++)
            _talk.Give(new Ask(QuestionId.New(), $"Question {i}?"), Ada);
        _talk.Refuses(new Ask(_first, "One more?"), Ada).ShouldBe("question.too-many-waiting");
        _talk.Give(new Ask(QuestionId.New(), "Others may go on?"), Bounmy);

        var read = _talk.State.Questions.All.Values.First(question => question.By == Ada.Id).Id;
        _talk.Give(new DeclineQuestion(read, "Asked before."), Host);

        _talk.Give(new Ask(_first, "One more?"), Ada);
    }

    [Fact]
    public void While_asking_is_paused_only_the_studio_asks()
    {
        _talk.Give(new PauseAsking(true), Host);
        _talk.Refuses(new Ask(_first, "May I?"), Ada).ShouldBe("question.asking-paused");
        _talk.Give(new Ask(_second, "Read out from a letter."), Host);

        _talk.Give(new PauseAsking(false), Host).Give(new Ask(_first, "And now?"), Ada);
    }

    [Theory]
    [InlineData("", "question.empty")]
    [InlineData(" \u0007\r\n\t", "question.empty")]
    [InlineData("\u202E\u2066", "question.empty")]
    public void An_empty_question_is_refused(string text, string code) =>
        _talk.Refuses(new Ask(_first, text), Ada).ShouldBe(code);

    [Fact]
    public void Length_is_counted_in_characters_as_people_see_them()
    {
        const string Family = "\U0001F468\u200D\U0001F469\u200D\U0001F467"; // one character on the screen, eight units of UTF-16
        const string Lao = "\u0E81\u0EB4"; // a consonant with its vowel above

        _talk.Give(new Ask(_first, string.Concat(Enumerable.Repeat(Family, 280))), Ada);
        _talk.Give(new Ask(_second, string.Concat(Enumerable.Repeat(Lao, 280))), Ada);
        _talk.Refuses(new Ask(QuestionId.New(), new string('a', 281)), Ada).ShouldBe("question.too-long");
        _talk.Refuses(new Ask(QuestionId.New(), "a" + new string('\u0301', 5_000)), Ada).ShouldBe("question.too-long", "stacked accents");
    }

    [Fact]
    public void Text_is_plain_and_on_one_line()
    {
        _talk.Give(new Ask(_first, "  How\r\n\tmuch\u0000 \u202Eis it?\uD800 ", "\u0001Ada\u2028", "en'; drop"), Ada);

        Question(_first).Text.ShouldBe("How much is it?\uFFFD");
        Question(_first).Author.ShouldBe("Ada");
        Question(_first).Language.ShouldBeNull();
    }

    [Fact]
    public void Only_hosts_moderate()
    {
        AskAndApprove(_first);
        foreach (var actor in new[] { Ada, Speaker })
        {
            _talk.Refuses(new ApproveQuestion(_first), actor).ShouldBe("talk.not-yours");
            _talk.Refuses(new DeclineQuestion(_first, "No."), actor).ShouldBe("talk.not-yours");
            _talk.Refuses(new StartAnswer(_first), actor).ShouldBe("talk.not-yours");
            _talk.Refuses(new FinishAnswer(_first), actor).ShouldBe("talk.not-yours");
            _talk.Refuses(new DeferQuestion(_first), actor).ShouldBe("talk.not-yours");
            _talk.Refuses(new PauseAsking(true), actor).ShouldBe("talk.not-yours");
        }
    }

    private Broadcast.Questions.Question Question(QuestionId id) => _talk.State.Questions.Find(id)!;

    private void AskAndApprove(QuestionId id) => _talk.Give(new Ask(id, "How much is it?"), Ada).Give(new ApproveQuestion(id), Host);
}
