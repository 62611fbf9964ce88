using TalksPlatform.Broadcast.Talks;

namespace TalksPlatform.Broadcast.Tests.Talks;

public class PlainTextTests
{
    [Theory]
    [InlineData("How\uFFFE much?", "How much?")]
    [InlineData("\uFDD0How much?\uFFFF", "How much?")]
    [InlineData("\uFFFE", "")]
    public void What_is_no_character_is_left_out(string typed, string clean) => PlainText.Clean(typed).ShouldBe(clean);

    [Theory]
    [InlineData("\u200B")]
    [InlineData("\uFEFF \u200D\u200B")]
    [InlineData("\u00AD")]
    public void What_nobody_can_see_is_empty(string typed) => PlainText.Clean(typed).ShouldBe("");

    [Theory]
    [InlineData("ຂາຍ\u200Bທາງ")]
    [InlineData("👩\u200D🌾")]
    public void What_holds_Lao_and_emoji_together_stays(string typed) => PlainText.Clean(typed).ShouldBe(typed);
}
