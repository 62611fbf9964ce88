using TalksPlatform.Broadcast.Registration;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Broadcast.Tests.Kit;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Tests.Registration;

public class SmallCellsTests
{
    private static readonly TalkCard Tea = TalkCard.Of(Episodes.Scheduled(
        EpisodeId.New(), new DateTimeOffset(2026, 11, 26, 18, 30, 0, TimeSpan.Zero), "Tea", series: Episodes.Series(Enum.GetValues<RegistrationField>())));

    [Theory]
    [InlineData(2, 24)]
    [InlineData(3, 19)]
    [InlineData(4, 14)] // whole fives: a table cut off in the middle of one would look like a tell
    public void Nobody_who_knows_the_rules_and_all_that_is_published_can_tell_a_small_count(int cells, int most)
    {
        // All tables of this size, by what is published of them: that is all that somebody outside can know.
        var possible = Tables(cells, most).Where(table => table.Sum() is >= SmallCells.Least).GroupBy(PublishedOf, StringComparer.Ordinal);

        foreach (var tables in possible)
            for (var cell = 0; cell < cells; cell++)
            {
                var counts = tables.Select(table => table[cell]).Distinct().ToList();
                (counts is [> 0 and < SmallCells.Least]).ShouldBeFalse($"{tables.Key} tells that cell {cell} is {counts[0]}: {string.Join(',', tables.First())}");
            }
    }

    [Fact]
    public void Counts_without_a_small_one_are_told_exactly() =>
        SmallCells.Publish([12, 7, 0, 5], rounded: false).ShouldBe([12, 7, null, 5]);

    [Fact]
    public void With_a_small_count_another_is_withheld_and_the_rest_are_rounded_down() =>
        SmallCells.Publish([23, 8, 1, 11], rounded: true).ShouldBe([20, null, null, 10]);

    [Fact]
    public void A_report_of_four_people_tells_nothing_and_one_of_twenty_counts_own_words_together()
    {
        var few = RegistrationReport.Of(TalkId.Of(EpisodeId.New()), Tea, [.. Enumerable.Repeat(new RegistrationAnswers("food", null, null), 4)]);
        (few.People, few.Fields.Count).ShouldBe((null, 0));

        var told = Enumerable.Range(0, 10).Select(_ => new RegistrationAnswers(null, "LA-SV", "female"))
            .Concat(Enumerable.Range(0, 5).Select(i => new RegistrationAnswers(null, $"A village, {i}", "male")))
            .Concat(Enumerable.Range(0, 5).Select(_ => new RegistrationAnswers(null, "LA-VT", null)));
        var report = RegistrationReport.Of(TalkId.Of(EpisodeId.New()), Tea, [.. told]);

        report.Rounded.ShouldBeFalse();
        report.Fields.Single(field => field.Name == RegistrationField.Province).Answers
            .ShouldBe([new("LA-SV", 10), new("LA-VT", 5), new(RegistrationReport.Other, 5)]);
        report.Fields.Single(field => field.Name == RegistrationField.Sex).Answers
            .ShouldBe([new("female", 10), new("male", 5), new(RegistrationReport.NotSaid, 5)]);
    }

    [Fact]
    public void A_report_tells_nothing_of_what_the_series_asks_no_more_and_is_dated_as_the_station_s_calendar_is()
    {
        var card = Tea with { Rules = new RoomRules { Asks = [RegistrationField.Sex] } };
        var told = Enumerable.Repeat(new RegistrationAnswers("food", null, "female"), 7).Append(new RegistrationAnswers("food", null, null));

        var report = RegistrationReport.Of(TalkId.Of(EpisodeId.New()), card, told);

        report.People.ShouldBe(7);
        report.Fields.ShouldHaveSingleItem().Name.ShouldBe(RegistrationField.Sex);
        report.StartsAt.Day.ShouldBe(27, "half past one in the morning, in Vientiane");
    }

    [Theory]
    [InlineData("=1+1", "\"'=1+1\"")]
    [InlineData("@SUM(A1)", "\"'@SUM(A1)\"")]
    [InlineData("-2", "\"'-2\"")]
    [InlineData("\t=1", "\"'\t=1\"")]
    [InlineData("He said \"no\", twice", "\"He said \"\"no\"\", twice\"")]
    [InlineData("ຫັດຖະກຳ", "ຫັດຖະກຳ")]
    public void A_spreadsheet_shows_a_cell_and_never_computes_it(string text, string cell) => CsvText.Row(text).ShouldBe(cell + "\r\n");

    private static string PublishedOf(int[] table)
    {
        var rounded = SmallCells.AreIn(table);
        var total = rounded ? SmallCells.Round(table.Sum()) : table.Sum();
        return $"{rounded} {total}: {string.Join(',', SmallCells.Publish(table, rounded))}";
    }

    private static IEnumerable<int[]> Tables(int cells, int most)
    {
        var table = new int[cells];
        while (true)
        {
            yield return [.. table];
            var next = Array.FindIndex(table, count => count < most);
            if (next < 0)
                yield break;
            table.AsSpan(0, next).Clear();
            table[next]++;
        }
    }
}
