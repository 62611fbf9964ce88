using TalksPlatform.Scheduler.Calendar;

namespace TalksPlatform.Scheduler.Tests.Calendar;

public sealed class SlugTests
{
    private static readonly Guid Id = new("019ab1c2-0000-7000-8000-0000deadbeef");

    [Theory]
    [InlineData("Silk for small shops", "silk-for-small-shops")]
    [InlineData("  What's new? (2026)  ", "whats-new-2026")]
    [InlineData("Café crème à Savannakhét", "cafe-creme-a-savannakhet")]
    [InlineData("Straße & Smørrebrød", "strasse-smorrebrod")]
    [InlineData("ຜ້າໄໝ", "episode-deadbeef")]
    [InlineData("ການຄ້າ ແລະ ຜ້າໄໝ No. 7", "episode-deadbeef")]
    [InlineData("***", "episode-deadbeef")]
    public void A_title_becomes_an_address(string title, string slug) => Slug.For(title, "episode", Id).ShouldBe(slug);

    [Fact]
    public void A_long_title_is_cut_between_words()
    {
        var slug = Slug.For(string.Join(' ', Enumerable.Repeat("export", 20)), "episode", Id);

        slug.Length.ShouldBeLessThanOrEqualTo(60);
        slug.Split('-').ShouldAllBe(word => word == "export");
    }
}
