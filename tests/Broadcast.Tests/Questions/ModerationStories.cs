using TalksPlatform.Broadcast.Questions;
using TalksPlatform.Broadcast.Reading;
using TalksPlatform.Broadcast.Stage;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Broadcast.Tests.Kit;
using TalksPlatform.Contracts;
using static TalksPlatform.Broadcast.Tests.Kit.People;

namespace TalksPlatform.Broadcast.Tests.Questions;

public class ModerationStories
{
    private readonly PaperTalk _talk = PaperTalk.Opened();

    [Fact]
    public void What_is_next_is_a_line_that_the_host_puts_in_order()
    {
        var (one, two, three) = (_talk.Shows(Ada), _talk.Shows(Ada), _talk.Shows(Bounmy));
        _talk.Give(new PutNext(one), Host).Give(new PutNext(two), Host).Give(new PutNext(three, Place: 0), Host);
        _talk.State.Questions.Next.ShouldBe([three, one, two]);

        _talk.Give(new PutNext(two, Place: 0), Host).Give(new PutNext(three, Place: 99), Host);
        _talk.State.Questions.Next.ShouldBe([two, one, three]);

        _talk.Give(new ApproveQuestion(one), Host).Give(new DeclineQuestion(three, null, DeclineReason.AskedBefore), Host);
        _talk.State.Questions.Next.ShouldBe([two], "whatever steps on leaves the line");
        _talk.Question(one).State.ShouldBe(QuestionState.Approved);
    }

    [Fact]
    public void One_key_ends_the_answer_and_takes_the_next_question()
    {
        var (one, two) = (_talk.Shows(Ada), _talk.Shows(Bounmy));
        _talk.Give(new PutNext(one), Host).Give(new PutNext(two), Host);

        _talk.Give(new AnswerNext(Now: null), Host);
        _talk.State.Questions.Answering.ShouldBe(one);
        _talk.Give(new AnswerNext(one), Host).Give(new AnswerNext(one), Host);
        _talk.State.Questions.Answering.ShouldBe(two, "a second moderator pressed it for the same answer");
        _talk.Question(one).State.ShouldBe(QuestionState.Answered);

        _talk.Give(new AnswerNext(two), Host).Give(new AnswerNext(Now: null), Host);
        _talk.State.Questions.Answering.ShouldBeNull();
        _talk.Question(two).State.ShouldBe(QuestionState.Answered);
    }

    [Fact]
    public void What_was_put_elsewhere_by_mistake_comes_back()
    {
        var question = _talk.Shows(Ada);
        foreach (var mistake in new TalkCommand[] { new PutNext(question), new StartAnswer(question), new DeferQuestion(question) })
        {
            _talk.Give(mistake, Host).Give(new ApproveQuestion(question), Host);
            _talk.Question(question).State.ShouldBe(QuestionState.Approved);
            _talk.Question(question).AnsweringAt.ShouldBeNull("it was not answered after all");
            _talk.State.Questions.Answering.ShouldBeNull();
            _talk.State.Questions.Next.ShouldBeEmpty();
        }
    }

    [Fact]
    public void Other_words_keep_the_authors_own_and_she_is_told()
    {
        var question = _talk.Asks(Ada, "how mcuh lisence??");
        _talk.Give(new RewordQuestion(question, "How much is a licence?"), Host);

        RoomViews.Question(_talk.Question(question), new Viewer(Ada.Id, SeesStudio: false)).Original.ShouldBe("how mcuh lisence??");
        var seen = RoomViews.Question(_talk.Question(question), Viewer.Stranger);
        (seen.Text, seen.Edited, seen.Original).ShouldBe(("How much is a licence?", true, null));
        _talk.Log[^1].Event.Change.ToAuthor.ShouldBeTrue();

        _talk.Give(new RewordQuestion(question, "how mcuh lisence??"), Host);
        _talk.Question(question).Original.ShouldBeNull("her own words stand again");
        _talk.Give(new RewordQuestion(question, "How much is a licence?"), Host).Give(new EditQuestion(question, "What does a licence cost?"), Ada);
        _talk.Question(question).Original.ShouldBeNull("she herself changed it after that");
    }

    [Fact]
    public void A_reason_is_one_of_a_few_or_words_and_only_its_author_reads_it()
    {
        var (spam, unclear) = (_talk.Asks(Ada), _talk.Asks(Ada));
        _talk.Give(new DeclineQuestion(spam, "This is an advertisement."), Host).Give(new DeclineQuestion(unclear, null, DeclineReason.Unclear), Host);

        var own = RoomViews.Question(_talk.Question(unclear), new Viewer(Ada.Id, SeesStudio: false));
        (own.Why, own.Reason).ShouldBe((DeclineReason.Unclear, ""));
        RoomViews.Question(_talk.Question(spam), Viewer.Stranger).Reason.ShouldBeNull();
        RoomViews.Question(_talk.Question(spam), Viewer.Stranger).Why.ShouldBeNull();
        BoardViews.Of(_talk.State, Viewer.Stranger).Declined.ShouldBe([new(DeclineReason.Other, 1), new(DeclineReason.Unclear, 1)]);
        var waiting = _talk.Asks(Ada);
        _talk.Refuses(new DeclineQuestion(waiting, null, (DeclineReason)17), Host).ShouldBe("question.reason-missing");
        _talk.Refuses(new DeclineQuestion(QuestionId.New(), null), Host).ShouldBe("question.unknown", "no reason would help");
        _talk.Give(new EndTalk(), Host);
        _talk.Refuses(new DeclineQuestion(waiting, null), Host).ShouldBe("talk.over");
    }

    [Fact]
    public void Labels_are_few_short_and_the_moderators_own()
    {
        var question = _talk.Shows(Ada);
        _talk.Give(new LabelQuestion(question, [" tax ", "Tax", "", "fees"]), Host);

        _talk.Question(question).Labels.ShouldBe(["tax", "fees"]);
        RoomViews.Question(_talk.Question(question), Viewer.Stranger).Desk.ShouldBeNull();
        RoomViews.Question(_talk.Question(question), Viewer.Studio).Desk!.Labels.ShouldBe(["tax", "fees"]);
        _talk.Refuses(new LabelQuestion(question, [new string('a', 25)]), Host).ShouldBe("question.labels-wrong");
        _talk.Refuses(new LabelQuestion(question, [.. "abcdef".Select(letter => $"{letter}")]), Host).ShouldBe("question.labels-wrong");
    }

    [Fact]
    public void A_pinned_question_stays_pinned_until_it_is_let_go()
    {
        var question = _talk.Shows(Ada);
        _talk.Give(new PinQuestion(question, true), Host);
        RoomViews.Question(_talk.Question(question), Viewer.Stranger).Pinned.ShouldBeTrue();
        _talk.Give(new PinQuestion(question, false), Host);
        _talk.Question(question).Pinned.ShouldBeFalse();
        _talk.Refuses(new PinQuestion(_talk.Asks(Ada), true), Host).ShouldBe("question.wrong-state");
    }

    [Fact]
    public void An_answer_in_writing_is_shown_with_its_question()
    {
        var (shown, waiting, spoken) = (_talk.Shows(Ada), _talk.Asks(Ada), _talk.Shows(Ada));
        _talk.Give(new AnswerInWriting(shown, "40,000 kip."), Host).Give(new AnswerInWriting(waiting, "At the district office."), Host);
        _talk.Give(new StartAnswer(spoken), Host).Give(new AnswerInWriting(spoken, "See form 1."), Host);

        _talk.Question(shown).State.ShouldBe(QuestionState.Answered);
        RoomViews.Question(_talk.Question(shown), Viewer.Stranger).Answer.ShouldBe("40,000 kip.");
        _talk.Question(waiting).IsPublic.ShouldBeTrue();
        _talk.Question(spoken).State.ShouldBe(QuestionState.Answering, "the voice goes on");
        _talk.Refuses(new AnswerInWriting(shown, " "), Host).ShouldBe("question.answer-wrong");
        _talk.Refuses(new AnswerInWriting(shown, new string('a', 1_001)), Host).ShouldBe("question.answer-wrong");
    }

    [Fact]
    public void Times_of_an_answer_are_set_right_during_the_talk_and_after()
    {
        _talk.Give(new GoLive(), Host);
        var (question, deferred) = (_talk.Shows(Ada), _talk.Shows(Bounmy));
        _talk.Give(new StartAnswer(question), Host);
        var began = _talk.Now.AddSeconds(-1);
        _talk.Give(new SetAnswerTimes(question, began, null), Host);
        _talk.Question(question).AnsweringAt.ShouldBe(began);
        _talk.Refuses(new SetAnswerTimes(question, began, _talk.Now), Host).ShouldBe("question.times-wrong", "it goes on");
        _talk.Give(new DeferQuestion(deferred), Host).Give(new EndTalk(), Host);

        _talk.Give(new SetAnswerTimes(question, began, began.AddSeconds(2)), Host);
        _talk.Give(new AnswerInWriting(deferred, "The expert says: no."), Host);

        _talk.Question(question).AnsweredAt.ShouldBe(began.AddSeconds(2));
        _talk.Question(deferred).State.ShouldBe(QuestionState.Answered);
        _talk.Log.TakeLast(2).ShouldAllBe(entry => entry.Event.Fact(_talk.State, entry.Stamp) is TalkRecordChanged);
        _talk.Refuses(new SetAnswerTimes(question, _talk.State.LiveAt!.Value.AddSeconds(-1), began), Host).ShouldBe("question.times-wrong");
        _talk.Refuses(new SetAnswerTimes(question, began, _talk.State.EndedAt!.Value.AddSeconds(1)), Host).ShouldBe("question.times-wrong");
        _talk.Refuses(new SetAnswerTimes(question, began, began), Host).ShouldBe("question.times-wrong");
        _talk.Refuses(new DeclineQuestion(deferred, "No."), Host).ShouldBe("talk.over");
    }

    [Fact]
    public void A_question_that_was_answered_by_voice_and_never_marked_gets_its_times_and_is_answered()
    {
        var (early, line, waiting, declined) = (_talk.Shows(Ada), _talk.Shows(Ada), _talk.Asks(Bounmy), _talk.Asks(Bounmy));
        _talk.Refuses(new SetAnswerTimes(early, _talk.State.OpenedAt, _talk.Now), Host).ShouldBe("question.times-wrong", "nothing was on air yet");
        _talk.Give(new GoLive(), Host).Give(new PutNext(line), Host).Give(new DeclineQuestion(declined, "No."), Host);
        var began = _talk.State.LiveAt!.Value;
        var ended = _talk.Now;

        _talk.Refuses(new SetAnswerTimes(early, began, null), Host).ShouldBe("question.times-wrong", "it does not go on");
        _talk.Give(new SetAnswerTimes(early, began, ended), Host);
        _talk.Question(early).State.ShouldBe(QuestionState.Answered);

        _talk.Give(new EndTalk(), Host).Give(new SetAnswerTimes(line, began, ended), Host).Give(new SetAnswerTimes(waiting, began, ended), Host);
        _talk.State.Questions.Next.ShouldBeEmpty();
        foreach (var answered in new[] { line, waiting })
            (_talk.Question(answered).State, _talk.Question(answered).AnsweringAt).ShouldBe((QuestionState.Answered, began));
        _talk.Log[^1].Event.Fact(_talk.State, _talk.Log[^1].Stamp).ShouldBeOfType<TalkRecordChanged>();
        _talk.Refuses(new SetAnswerTimes(declined, began, ended), Host).ShouldBe("question.wrong-state");
    }

    [Fact]
    public void A_series_may_show_questions_at_once_and_moderate_after()
    {
        _talk.Give(new OpenTalk(_talk.State.Card! with { Rules = new RoomRules { ModerateAfter = true } }), Host);
        var question = _talk.Asks(Ada);

        _talk.Question(question).IsPublic.ShouldBeTrue();
        RoomViews.Question(_talk.Question(question), Viewer.Studio).Desk!.Unread.ShouldBeTrue();
        _talk.State.Questions.WaitingOf(Ada.Id).ShouldBe(1, "nobody has read it, so it counts against her limit");

        _talk.Give(new ApproveQuestion(question), Host);
        RoomViews.Question(_talk.Question(question), Viewer.Studio).Desk!.Unread.ShouldBeFalse();
        _talk.State.Questions.WaitingOf(Ada.Id).ShouldBe(0);
    }

    [Fact]
    public void An_attendee_moderates_nothing()
    {
        var (question, other) = (_talk.Shows(Ada), _talk.Shows(Bounmy));
        foreach (var command in new TalkCommand[]
        {
            new PutNext(question), new AnswerNext(null), new RewordQuestion(question, "Mine"), new LabelQuestion(question, ["x"]),
            new PinQuestion(question, true), new MergeQuestion(question, other), new SplitQuestion(question),
            new AnswerInWriting(question, "Yes."), new SetAnswerTimes(question, _talk.Now, null), new TranscribeQuestion(question, "Hm?"),
        })
            _talk.Refuses(command, Ada).ShouldBe("talk.not-yours");
    }
}
