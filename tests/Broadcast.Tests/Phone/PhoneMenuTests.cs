using TalksPlatform.Broadcast.Phone.Menu;
using TalksPlatform.Broadcast.Phone.Prompts;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Tests.Phone;

/// <summary>The menu on paper: what holds whatever is pressed and whatever happens in the talk.</summary>
public sealed class PhoneMenuTests
{
    private const int Steps = 150;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 200)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Nobody_is_ever_stuck(int seed) => new MenuEvening(seed).Play(Steps, caller =>
    {
        if (caller.HungUp)
            return;
        var menu = caller.Menu;
        for (var patience = 0; patience < 40 && !IsAtRest(menu); patience++)
            menu = Idle(menu);
        IsAtRest(menu).ShouldBeTrue($"left alone at {caller.Menu.Place} she comes to the programme or the call ends");
        if (menu.Place == MenuPlace.Programme)
            menu.Take(new KeyPressed('0')).Says.ShouldNotBeEmpty();
    });

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_number_has_one_ballot_a_poll_and_a_hidden_one_none(int seed)
    {
        var evening = new MenuEvening(seed);
        evening.Play(Steps, _ => { });

        foreach (var poll in evening.Talk.State.Polls.All.Values)
        {
            poll.Voters.ShouldBeLessThanOrEqualTo(1, "two lines of one number, and a hidden one");
            poll.Tally.Sum().ShouldBe(poll.Voters);
        }
    }

    [Fact]
    public void Such_evenings_come_everywhere()
    {
        var (places, voted, asked, raised) = (new HashSet<MenuPlace>(), 0, 0, 0);
        foreach (var seed in Enumerable.Range(0, 200))
        {
            var evening = new MenuEvening(seed);
            evening.Play(Steps, caller => places.Add(caller.Menu.Place));
            voted += evening.Talk.State.Polls.All.Values.Sum(poll => poll.Voters);
            asked += evening.Talk.State.Questions.All.Count;
            raised += evening.Talk.State.Hands.Raises.Count;
        }

        places.ShouldBe(Enum.GetValues<MenuPlace>().Except([MenuPlace.Desk]), ignoreOrder: true);
        voted.ShouldBeGreaterThan(10);
        asked.ShouldBeGreaterThan(100);
        raised.ShouldBeGreaterThan(100);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void On_air_and_before_she_agreed_her_keys_do_nothing_in_the_talk(int seed) => new MenuEvening(seed).Play(Steps, caller =>
    {
        // In loops: ShouldAllBe compiles its condition each time, and this is asked tens of thousands of times.
        var menu = caller.Menu;
        foreach (var key in menu.Place == MenuPlace.OnAir ? "0123456789*#" : "")
            (menu.Take(new KeyPressed(key)) is { Says: null, Does: null }).ShouldBeTrue($"{key} on air");
        foreach (var key in menu.Agreed || menu.Place == MenuPlace.Pin ? "" : "023456789*#")
            menu.Take(new KeyPressed(key)).Does.ShouldBeNull($"{key} before she agreed, at {menu.Place}");
    });

    [Fact]
    public void Before_the_talk_she_is_told_when_it_begins_and_may_ask()
    {
        var room = new PhoneRoom { Begins = new DateTimeOffset(2026, 11, 26, 19, 0, 0, TimeSpan.FromHours(7)), TakesQuestions = true };
        var menu = new PhoneMenu(["en"], room).Begin().Menu;

        var turn = menu.Take(new Answered(new Agree("en"), Fault: null, room));

        turn.Says!.Select(prompt => prompt.Text).ShouldBe(["begins", "day.4", "at", "n19", "hours", "menu.listen", "menu.ask", "menu.again"]);
        turn.Menu.Take(new KeyPressed('2')).Menu.Place.ShouldBe(MenuPlace.BeforeTape);
    }

    [Fact]
    public void After_it_she_is_told_so_and_the_call_ends()
    {
        var turn = new PhoneMenu(["en"], new PhoneRoom { Phase = TalkPhase.Ended }).Begin();

        turn.Says!.Select(prompt => prompt.Text).ShouldBe(["over", "goodbye"]);
        turn.Menu.Take(new AllSaid()).Does.ShouldBeOfType<HangUp>();
    }

    [Fact]
    public void Each_prompt_that_the_menu_names_has_its_words_in_every_language_that_is_spoken()
    {
        var named = new HashSet<string>(StringComparer.Ordinal);
        foreach (var seed in Enumerable.Range(0, 100))
            new MenuEvening(seed).Play(Steps, caller => named.UnionWith(caller.Told.Where(prompt => prompt.Kind == PromptKind.Named).Select(prompt => prompt.Text)));

        named.ShouldAllBe(name => PromptTexts.IsPrompt(name));
        foreach (var language in PromptTexts.Languages)
            PromptTexts.Names.ShouldAllBe(name => PromptTexts.Of(language, name).Length > 0);
    }

    private static bool IsAtRest(PhoneMenu menu) => menu.Place is MenuPlace.Programme or MenuPlace.OnAir or MenuPlace.Leaving;

    /// <summary>Nobody presses anything: what is said ends, and so do a tape and her patience.</summary>
    private static PhoneMenu Idle(PhoneMenu menu)
    {
        menu = menu.Take(new AllSaid()).Menu;
        if (menu.Place == MenuPlace.Taping)
            menu = menu.Take(new Taped(HasVoice: true)).Menu;
        return menu.Patience is null ? menu : menu.Take(new NothingPressed()).Menu;
    }
}
