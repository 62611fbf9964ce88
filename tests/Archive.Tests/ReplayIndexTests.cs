using TalksPlatform.Archive.Recordings;
using TalksPlatform.Archive.Replays;
using TalksPlatform.Archive.Tests.Given;
using TalksPlatform.Contracts;

namespace TalksPlatform.Archive.Tests;

public sealed class ReplayIndexTests
{
    private static readonly DateTimeOffset Start = ArchiveHouse.Evening;

    // Ten minutes, a gap of two, ten minutes more.
    private static readonly RecordingTimeline Timeline = new(Sound.Rate,
    [
        Part(Start, minutes: 10),
        Part(Start.AddMinutes(12), minutes: 10),
    ]);

    [Theory]
    [InlineData(-1, 0, "before the first part")]
    [InlineData(0, 0, "the first sample")]
    [InlineData(9.5, 9.5, "inside the first part")]
    [InlineData(11, 10, "in the gap: where the second part begins")]
    [InlineData(12, 10, "the first sample after the gap")]
    [InlineData(15, 13, "after the gap the clock is two minutes ahead")]
    [InlineData(60, 20, "after the end")]
    public void A_moment_is_found_across_the_gap(double clockMinutes, double replayMinutes, string because) =>
        Timeline.PositionOf(Start.AddMinutes(clockMinutes)).ShouldBe(TimeSpan.FromMinutes(replayMinutes), because);

    [Fact]
    public void Chapters_are_the_answered_questions_at_their_places_in_the_replay()
    {
        var index = Index(
            Question("Tax?", QuestionState.Answered, from: 15, to: 18),
            Question("Licence?", QuestionState.Answered, from: 3, to: 5));

        index.Chapters.ShouldBe(
        [
            new ReplayChapter(TimeSpan.Zero, "Small shops"),
            new ReplayChapter(TimeSpan.FromMinutes(3), "Licence?"),
            new ReplayChapter(TimeSpan.FromMinutes(13), "Tax?"),
        ]);
        index.Questions.Select(question => question.Question.Text).ShouldBe(["Licence?", "Tax?"]);
    }

    [Fact]
    public void An_answer_that_fell_into_the_gap_has_no_place_but_its_question_stays()
    {
        var index = Index(Question("Unheard?", QuestionState.Answered, from: 10.5, to: 11.5));

        index.Questions.ShouldHaveSingleItem().AnswerAt.ShouldBeNull();
        index.Chapters.ShouldHaveSingleItem().Title.ShouldBe("Small shops");
    }

    [Fact]
    public void Of_two_answers_that_meet_at_the_gap_the_one_that_is_heard_names_the_chapter()
    {
        var index = Index(
            Question("Cut off?", QuestionState.Answered, from: 10.2, to: 12.1),
            Question("Heard?", QuestionState.Answered, from: 11.8, to: 14));

        index.Chapters.Select(chapter => chapter.Title).ShouldBe(["Small shops", "Heard?"]);
    }

    [Fact]
    public void What_the_public_never_saw_stays_out_and_what_waits_for_an_expert_comes_last()
    {
        var index = Index(
            Question("Unmoderated", QuestionState.Asked),
            Question("Declined", QuestionState.Declined),
            Question("Later", QuestionState.Deferred, votes: 1),
            Question("Liked", QuestionState.Approved, votes: 9),
            Question("Still talking", QuestionState.Answering, from: 20, to: null));

        index.Questions.Select(question => question.Question.Text).ShouldBe(["Still talking", "Liked", "Later"]);
    }

    [Fact]
    public void A_talk_without_a_word_in_writing_has_one_chapter() =>
        ReplayIndex.Of(record: null, Timeline, "Small shops").Chapters
            .ShouldBe([new ReplayChapter(TimeSpan.Zero, "Small shops")]);

    [Fact]
    public void Slides_follow_the_sound_across_the_gap_and_of_several_at_one_place_the_last_was_seen()
    {
        var (early, first, inGap, late) = (Slide(1), Slide(2), Slide(3), Slide(4));
        var index = ReplayIndex.Of(
            new TalkRecord(new TalkId(Guid.CreateVersion7()), Start, Start.AddMinutes(22), [], [], 5, Slides:
            [
                new(Start.AddMinutes(-5), early),
                new(Start.AddMinutes(-1), first),
                new(Start.AddMinutes(11), inGap),
                new(Start.AddMinutes(15), Slide: null),
                new(Start.AddMinutes(40), late),
            ]), Timeline, "Small shops");

        index.Slides.ShouldBe(
        [
            new ReplaySlide(TimeSpan.Zero, first),
            new ReplaySlide(TimeSpan.FromMinutes(10), inGap),
            new ReplaySlide(TimeSpan.FromMinutes(13), null),
        ]);
    }

    private static SlideView Slide(int number) => new(
        SlideId.New(), DeckId.New(), number, $"Slide {number}", new("/slides/a.webp", 480, 270, 9000), new("/slides/b.webp", 960, 540, 30_000));

    private static ReplayIndex Index(params QuestionView[] questions) => ReplayIndex.Of(
        new TalkRecord(new TalkId(Guid.CreateVersion7()), Start, Start.AddMinutes(22), questions, [], 5), Timeline, "Small shops");

    private static QuestionView Question(string text, QuestionState state, double? from = null, double? to = null, int votes = 0) => new(
        new QuestionId(Guid.CreateVersion7()), text, "Noy", state, votes, false, false, "en", Start,
        from is { } began ? Start.AddMinutes(began) : null, to is { } ended ? Start.AddMinutes(ended) : null, null);

    private static JoinedPart Part(DateTimeOffset startedAt, int minutes) =>
        new("part.wav", startedAt, minutes * 60L * Sound.Rate, "", Repaired: false);
}
