using TalksPlatform.Archive.Tests.Given;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Data;

namespace TalksPlatform.Archive.Tests;

public sealed class AnswerLookUpTests(ArchiveDatabase postgres) : IClassFixture<ArchiveDatabase>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_question_is_found_with_the_second_of_its_answer()
    {
        await using var house = await ArchiveHouse.OpenAsync(postgres);
        var live = ArchiveHouse.Evening;
        var episode = house.Calendar.Add("licence", EpisodeState.Published, live, "Licences");
        var spoken = Question("ຂ້ອຍຕ້ອງການໃບອະນຸຍາດບໍ?", QuestionState.Answered) with { AnsweringAt = live.AddSeconds(3), AnsweredAt = live.AddSeconds(4), Language = "lo" };
        var written = Question("And for a stall?", QuestionState.Answered) with { Answer = "100% the same papers_." };
        house.Calendar.Keep(new TalkRecord(
            episode.TalkId, live, live.AddSeconds(5), [spoken, written, Question("A secret licence", QuestionState.Declined), Question("A waiting licence", QuestionState.Asked)], [], PeakPeople: 4));
        await house.ProduceAsync(new Tape(house.Data, episode.Id).With(live, Sound.Tone(440, 5)).Write(), Ct);

        var found = (await FindAsync(house, "ອະນຸຍາດ")).Single();
        (found.EpisodeId, found.AnswerAt, found.Language, found.Votes).ShouldBe((episode.Id, TimeSpan.FromSeconds(3), "lo", 3));
        (await FindAsync(house, "SAME stall")).Single().Answer.ShouldBe("100% the same papers_.", "question and answer together");
        (await FindAsync(house, "1%0 p_pers")).ShouldBeEmpty();
        (await FindAsync(house, "100% papers_.")).Count.ShouldBe(1);
        (await FindAsync(house, "licence")).ShouldBeEmpty("what was never shown is not found");
        (await FindAsync(house, "")).ShouldBeEmpty();
    }

    private static Task<IReadOnlyList<FoundQuestion>> FindAsync(ArchiveHouse house, string query) =>
        house.Answers.SearchAsync(SearchWords.Of(query), 20, Ct);

    private static QuestionView Question(string text, QuestionState state) => new(
        QuestionId.New(), text, "Noy", state, 3, false, false, null, ArchiveHouse.Evening, null, null, null);
}
