using TalksPlatform.Broadcast.Phone.CallBack;

namespace TalksPlatform.Broadcast.Tests.Phone;

/// <summary>Which missed calls are returned.</summary>
public sealed class AllowedPrefixesTests
{
    [Theory]
    [InlineData("+8562055512345", true)]
    [InlineData("008562055512345", true)]
    [InlineData("8562055512345", true)]
    [InlineData("+85621222333", false)] // a prefix that nobody allowed
    [InlineData("+66812345678", true)]
    [InlineData("anonymous", false)]
    [InlineData("", false)]
    [InlineData("+85620555;1234", false)]
    public void Only_numbers_with_an_allowed_prefix(string number, bool allowed) =>
        AllowedPrefixes.Allow(["85620", "66"], number).ShouldBe(allowed);

    [Theory]
    [InlineData("+97912345678")]
    [InlineData("+88212345678")]
    [InlineData("+19005551234")]
    [InlineData("+4490987654321")]
    public void Premium_rate_only_where_a_prefix_names_it(string number)
    {
        AllowedPrefixes.Allow(["9", "8", "1", "44"], number).ShouldBeFalse();
        AllowedPrefixes.Allow(["979", "882", "1900", "449"], number).ShouldBeTrue();
    }
}
