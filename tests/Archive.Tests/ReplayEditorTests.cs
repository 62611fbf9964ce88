using TalksPlatform.Archive.Tests.Given;
using TalksPlatform.Contracts;

namespace TalksPlatform.Archive.Tests;

public sealed class ReplayEditorTests(ArchiveDatabase postgres) : IClassFixture<ArchiveDatabase>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_set_right_after_the_talk_moves_the_chapters_and_shows_the_written_answers()
    {
        await using var house = await ArchiveHouse.OpenAsync(postgres);
        var live = ArchiveHouse.Evening;
        var episode = house.Calendar.Add("late", EpisodeState.Published, live, "Small shops");
        var spoken = Question("Which papers do I need?", QuestionState.Answered) with { AnsweringAt = live.AddSeconds(3), AnsweredAt = live.AddSeconds(4) };
        var deferred = Question("And for a stall?", QuestionState.Deferred);
        house.Calendar.Keep(Record(episode, spoken, deferred));
        await house.HearAsync(new TalkRecordChanged(episode.TalkId), Ct);
        (await house.Replays.FindAsync(episode.Id, Ct)).ShouldBeNull("nothing is public yet");
        await house.ProduceAsync(new Tape(house.Data, episode.Id).With(live, Sound.Tone(440, 5)).Write(), Ct);

        house.Calendar.Keep(Record(
            episode,
            spoken with { AnsweringAt = live.AddSeconds(1) },
            deferred with { State = QuestionState.Answered, Answer = "The same papers.", AnsweredAt = live.AddHours(2) }));
        for (var twice = 0; twice < 2; twice++)
            await house.HearAsync(new TalkRecordChanged(episode.TalkId), Ct);

        var replay = (await house.Replays.FindAsync(episode.Id, Ct)).ShouldNotBeNull();
        replay.Chapters.ShouldBe(
            [new ReplayChapter(TimeSpan.Zero, "Small shops"), new ReplayChapter(TimeSpan.FromSeconds(1), "Which papers do I need?")]);
        replay.Questions.Select(question => (question.Question.Answer, question.AnswerAt)).ShouldBe(
            [(null, TimeSpan.FromSeconds(1)), ("The same papers.", null)]);
    }

    [Fact]
    public async Task A_result_that_is_shown_after_the_talk_is_in_the_replay()
    {
        await using var house = await ArchiveHouse.OpenAsync(postgres);
        var live = ArchiveHouse.Evening;
        var episode = house.Calendar.Add("results", EpisodeState.Published, live, "Results");
        var poll = new PollView(
            PollId.New(), "Tea or coffee?", ["Tea", "Coffee"], PollState.Revealed, [1, 2], null, live.AddSeconds(1), live.AddSeconds(3),
            new PollRules(Hidden: true), Voters: 3);
        house.Calendar.Keep(Record(episode));
        await house.ProduceAsync(new Tape(house.Data, episode.Id).With(live, Sound.Tone(440, 5)).Write(), Ct);
        (await house.Replays.FindAsync(episode.Id, Ct)).ShouldNotBeNull().Polls.ShouldBeEmpty();

        house.Calendar.Keep(Record(episode) with { Polls = [poll] });
        for (var twice = 0; twice < 2; twice++)
            await house.HearAsync(new TalkRecordChanged(episode.TalkId), Ct);

        var shown = (await house.Replays.FindAsync(episode.Id, Ct)).ShouldNotBeNull().Polls.Single();
        (shown.Id, shown.Voters).ShouldBe((poll.Id, 3));
        shown.Tally.ShouldBe([1, 2]);
    }

    private static QuestionView Question(string text, QuestionState state) => new(
        QuestionId.New(), text, "Noy", state, 3, false, false, null, ArchiveHouse.Evening, null, null, null);

    private static TalkRecord Record(EpisodeCard episode, params QuestionView[] questions) => new(
        episode.TalkId, ArchiveHouse.Evening, ArchiveHouse.Evening.AddSeconds(5), questions, [], PeakPeople: 4);
}
