using TalksPlatform.Foundation.Data;

namespace TalksPlatform.Foundation.Tests.Data;

public sealed class SearchWordsTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \t\r\n\u3000")]
    [InlineData("\0\u0001\u001b")]
    [InlineData("\u200b\u200b")]
    [InlineData("\ud800")]
    [InlineData("\uffff\ufffe")]
    public void Where_nothing_can_be_seen_nothing_is_looked_for(string? query) => SearchWords.Of(query).ShouldBeEmpty();

    [Fact]
    public void A_query_is_cut_where_it_is_longer_than_anybody_types()
    {
        SearchWords.Of(new string('a', 1_000_000)).Single().Length.ShouldBe(SearchWords.LongestQuery);
        SearchWords.Of("a b c d e f g h i j").Count.ShouldBe(SearchWords.MostWords);
        SearchWords.Of("Tax tax  TAX").ShouldBe(["Tax"]);
    }

    [Fact]
    public void Spaces_of_no_width_and_ways_of_composing_make_no_difference()
    {
        SearchWords.Of("ພາ\u200bສີ").ShouldBe(["ພາສີ"]);
        SearchWords.Of("cafe\u0301").ShouldBe(["café"]);
    }

    [Fact]
    public void What_a_pattern_means_is_taken_as_it_is_written() =>
        SearchWords.Patterns([@"100%", "a_b", @"c:\d"]).ShouldBe([@"%100\%%", @"%a\_b%", @"%c:\\d%"]);
}
