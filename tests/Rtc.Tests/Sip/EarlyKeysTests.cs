using TalksPlatform.Rtc.Sip;

namespace TalksPlatform.Rtc.Tests.Sip;

public sealed class EarlyKeysTests
{
    private readonly EarlyKeys _keys = new();
    private readonly List<char> _heard = [];

    [Fact]
    public void A_key_that_is_pressed_before_anybody_listens_waits_for_the_first_who_does()
    {
        _keys.Press('1');
        _keys.Press('5');
        _keys.Add(_heard.Add);
        _keys.Press('#');
        _heard.ShouldBe(['1', '5', '#']);

        var second = new List<char>();
        _keys.Add(second.Add);
        _keys.Press('2');
        second.ShouldBe(['2'], "what was told is told");
    }

    [Fact]
    public void Who_presses_keys_for_ever_takes_no_memory()
    {
        for (var i = 0; i < 1_000; i++)
            _keys.Press('7');
        _keys.Add(_heard.Add);
        _heard.Count.ShouldBe(32);
    }
}
