using TalksPlatform.Broadcast.Audience;
using TalksPlatform.Broadcast.Questions;
using TalksPlatform.Broadcast.Reading;
using TalksPlatform.Broadcast.Tests.Kit;
using TalksPlatform.Contracts;
using static TalksPlatform.Broadcast.Tests.Kit.People;

namespace TalksPlatform.Broadcast.Tests.Questions;

public class FairnessStories
{
    private readonly PaperTalk _talk = PaperTalk.Opened();

    [Fact]
    public void Everybody_reads_what_became_of_the_questions()
    {
        _talk.Asks(Ada);
        _talk.Give(new AnswerInWriting(_talk.Asks(Ada), "Yes."), Host);
        _talk.Give(new DeferQuestion(_talk.Asks(Ada)), Host);
        _talk.Give(new DeclineQuestion(_talk.Asks(Bounmy), null, DeclineReason.OtherTopic), Host);

        var board = BoardViews.Of(_talk.State, Viewer.Stranger);

        (board.Received, board.Answered, board.Deferred).ShouldBe((4, 1, 1));
        board.Declined.ShouldBe([new DeclinedCount(DeclineReason.OtherTopic, 1)]);
        board.Waiting.ShouldBeNull("the hint is the moderators' own");
    }

    [Fact]
    public void A_language_that_waits_while_the_answers_go_to_others_is_a_quiet_hint()
    {
        var khmer = _talk.Shows(Bounmy, "តើខ្ញុំអាចដាក់ពាក្យជាភាសាខ្មែរបានទេ?", "en");
        _talk.Asks(Somebody(), "តើថ្លៃប៉ុន្មាន?");
        Answer("lo-LA", "lo-LA");
        Hints().ShouldBeEmpty("two answers are no pattern");

        Answer("lo");
        Hints().ShouldBe([new WaitingGroup("km", null, 2)]);

        _talk.Give(new StartAnswer(khmer), Host);
        Hints().ShouldBeEmpty("one of them is being answered");
        Answer("lo", "lo", "lo", "lo", "lo");
        Hints().ShouldBe([new WaitingGroup("km", null, 1)], "that was five answers ago");
    }

    [Fact]
    public void What_somebody_asked_who_was_shut_out_waits_no_more()
    {
        _talk.Asks(Bounmy, "តើខ្ញុំអាចដាក់ពាក្យជាភាសាខ្មែរបានទេ?");
        Answer("lo", "lo", "lo");
        BoardViews.Of(_talk.State, Viewer.Studio).Waiting.ShouldBe([new WaitingGroup("km", null, 1)]);

        _talk.Give(new BlockPerson(new BlockTarget(Question: _talk.State.Questions.By(Bounmy.Id).Single().Id)), Host);

        BoardViews.Of(_talk.State, Viewer.Studio).Waiting.ShouldBeEmpty();
    }

    [Fact]
    public void A_province_is_hinted_at_when_five_of_its_people_wait_and_never_fewer()
    {
        var south = Enumerable.Range(0, 5).Select(_ => Somebody()).ToList();
        foreach (var person in south.Take(4))
            _talk.Asks(person);
        _talk.Asks(south[0]);
        Answer("en", "en", "en");
        string? ProvinceOf(PersonId person) => south.Exists(one => one.Id == person) ? "LA-SV" : null;
        Viewer studio = Viewer.Studio with { ProvinceOf = ProvinceOf };
        BoardViews.Of(_talk.State, studio).Waiting.ShouldBeEmpty("five questions of four people");

        _talk.Asks(south[4]);

        BoardViews.Of(_talk.State, studio).Waiting.ShouldBe([new WaitingGroup(null, "Savannakhet", 6)]);
    }

    [Theory]
    [InlineData("ລາຄາເທົ່າໃດ?", "en", "lo")]
    [InlineData("ราคาเท่าไหร่", null, "th")]
    [InlineData("តើថ្លៃប៉ុន្មាន?", "vi", "km")]
    [InlineData("Berapa harganya?", "ms", "ms")]
    [InlineData("Form 1 ຫຼື Form 2?", "en", "en")]
    [InlineData("123?", "not a tag", null)]
    public void The_language_of_a_question_is_that_of_its_letters(string text, string? told, string? language) =>
        _talk.Question(_talk.Asks(Ada, text, told)).Language.ShouldBe(language);

    private void Answer(params string[] languages)
    {
        foreach (var language in languages)
            _talk.Give(new StartAnswer(_talk.Shows(Somebody(), "Well?", language)), Host);
    }

    private IReadOnlyList<WaitingGroup> Hints() => BoardViews.Of(_talk.State, Viewer.Studio).Waiting!;
}
