using Microsoft.Playwright;
using TalksPlatform.Contracts;
using TalksPlatform.EndToEnd.Browser;
using TalksPlatform.EndToEnd.Stage;

namespace TalksPlatform.EndToEnd.Pages;

/// <summary>The room and the desk without a mouse: all of it, and never without a place.</summary>
[Collection(HouseNextDoor.Name)]
public sealed class KeyboardTests(OpenHouse house)
{
    [Fact]
    public async Task An_owner_listens_votes_asks_and_wants_an_answer_by_keyboard_alone()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var ct = patience.Token;
        var poll = await house.OpenPollAsync("Is your licence still good?", ct);
        var page = await house.Chromium.OpenAsync();
        var keyboard = new Keyboard(page);
        await page.GotoAsync($"{house.Server.Address}e/{house.Live.Slug}/live");

        await keyboard.PressAsync(page.Locator(".deck .play"));
        await page.Locator(".deck .play[aria-pressed=true]").WaitForAsync();
        await page.Locator("[role=tab]").First.WaitForAsync();

        await keyboard.ReachAsync(page.Locator("#tab-questions"));
        await keyboard.PressAsync("ArrowRight");
        await page.Locator("#tab-poll[aria-selected=true]").WaitForAsync();
        await keyboard.IsSomewhereAsync();
        await keyboard.PressAsync(page.Locator(".ballot input").First, "Space");
        await keyboard.PressAsync("ArrowDown");
        await keyboard.PressAsync(page.Locator(".ballot [type=submit]"));
        await house.Desk.SeesAsync(room => room.Polls[poll].Tally is [_, 1, _], ct);
        await keyboard.IsSomewhereAsync();

        await keyboard.ReachAsync(page.Locator("#tab-poll"), back: true);
        await keyboard.PressAsync("ArrowLeft");
        var upvote = page.Locator(".qs .vote, .qs .up").First;
        await keyboard.PressAsync(upvote);
        await house.Desk.SeesAsync(room => room.Questions.Values.Any(q => q.State == QuestionState.Approved && q.Votes >= 1), ct);
        await keyboard.IsSomewhereAsync();

        await keyboard.ReachAsync(page.Locator("#ask"));
        await keyboard.TypeAsync("Which door do I knock at?");
        await keyboard.PressAsync(page.Locator(".ask-send"));
        await house.Desk.SeesAsync(room => room.Questions.Values.Any(q => q.Text == "Which door do I knock at?"), ct);
        await page.GetByText("Which door do I knock at?").First.WaitForAsync();
        await keyboard.IsSomewhereAsync();
    }

    [Fact]
    public async Task An_owner_raises_and_lowers_her_hand_by_keyboard_alone()
    {
        var page = await house.Chromium.OpenAsync();
        var keyboard = new Keyboard(page);
        await page.GotoAsync($"{house.Server.Address}e/{house.Live.Slug}/live");
        await page.Locator("[role=tab]").First.WaitForAsync();
        var speak = page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Speak", Exact = true });

        await keyboard.PressAsync(speak);
        await page.Locator(".sheet[open]").WaitForAsync();
        await keyboard.PressAsync("Escape");
        await page.Locator(".sheet[open]").WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Detached });
        (await Keyboard.HasAsync(speak)).ShouldBeTrue("a sheet that closes gives the focus back");

        await keyboard.PressAsync("Enter");
        await keyboard.ReachAsync(page.Locator(".sheet input[autocomplete=name]"));
        await keyboard.TypeAsync("Noy");
        await keyboard.PressAsync(page.Locator(".sheet-agree input"), "Space");
        await keyboard.PressAsync(Named("Check my microphone"));
        await keyboard.PressAsync(Named("Raise my hand"));
        await page.Locator(".handbar[data-state=waiting]").WaitForAsync();

        await keyboard.PressAsync(Named("Lower my hand"));
        await page.Locator(".handbar").WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Detached });
        await keyboard.IsSomewhereAsync();

        ILocator Named(string name) => page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = name });
    }

    [Fact]
    public async Task A_host_moderates_by_single_keys_which_rest_while_she_types_and_can_be_changed_or_switched_off()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var ct = patience.Token;
        var (page, keyboard) = await DeskAsync();
        var help = page.Locator("dialog.keys[open]");
        var closed = new LocatorWaitForOptions { State = WaitForSelectorState.Detached };
        var question = await WaitingAsync(page, "Where is the office?", ct);

        await keyboard.PressAsync("y");
        await StateAsync(question, QuestionState.Approved, ct);

        var second = await WaitingAsync(page, "What does it cost?", ct);
        await keyboard.ReachAsync(page.Locator("input.desk-input:visible").First);
        await keyboard.TypeAsync("yyy");
        house.Desk.Now.Questions[second].State.ShouldBe(QuestionState.Asked, "a letter that is typed is no command");

        await page.Locator("body").EvaluateAsync("() => document.activeElement.blur()");
        await keyboard.PressAsync("?");
        await help.WaitForAsync();
        await keyboard.ReachAsync(page.Locator("#key-approve"));
        await keyboard.TypeAsync("g");
        await keyboard.PressAsync("Escape");
        await help.WaitForAsync(closed);
        await keyboard.PressAsync("y");
        house.Desk.Now.Questions[second].State.ShouldBe(QuestionState.Asked, "that key was given away");
        await keyboard.PressAsync("g");
        await StateAsync(second, QuestionState.Approved, ct);

        var third = await WaitingAsync(page, "Who signs it?", ct);
        await page.Locator(".keys-b").FocusAsync();
        await keyboard.PressAsync("Enter");
        await help.WaitForAsync();
        await keyboard.PressAsync(page.Locator(".keys-on input"), "Space");
        await keyboard.PressAsync("Escape");
        await help.WaitForAsync(closed);
        (await Keyboard.HasAsync(page.Locator(".keys-b"))).ShouldBeTrue("a dialog gives the focus back");
        await keyboard.PressAsync("g");
        (await page.Locator(".desk kbd").CountAsync()).ShouldBe(0);
        house.Desk.Now.Questions[third].State.ShouldBe(QuestionState.Asked);
    }

    [Fact]
    public async Task A_host_declines_and_answers_a_question_by_its_key()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var ct = patience.Token;
        var (page, keyboard) = await DeskAsync();
        var declined = await WaitingAsync(page, "Will you buy my car?", ct);

        await keyboard.PressAsync("x");
        await keyboard.PressAsync("Escape");
        await page.Locator("div.reason").WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Detached });
        house.Desk.Now.Questions[declined].State.ShouldBe(QuestionState.Asked, "nothing is declined before a reason was given");
        await keyboard.PressAsync("x");
        await keyboard.PressAsync("Enter"); // the first reason has the focus
        await StateAsync(declined, QuestionState.Declined, ct);
        house.Desk.Now.Questions[declined].Why.ShouldBe(DeclineReason.AskedBefore);

        var before = house.Desk.Now.Questions.Values.FirstOrDefault(question => question.State == QuestionState.Answering);
        var answered = await WaitingAsync(page, "How long does it take?", ct);
        await keyboard.PressAsync("u");
        await StateAsync(answered, QuestionState.Next, ct);
        var line = page.Locator(".nn-next li");
        await page.Locator(".nn-next").GetByText("How long does it take?").WaitForAsync();
        while (await line.CountAsync() is > 0 and var waiting) // whoever stands before it is answered first
        {
            await keyboard.PressAsync("a");
            await line.Nth(waiting - 1).WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Detached });
        }
        await StateAsync(answered, QuestionState.Answering, ct);
        await keyboard.PressAsync("a");
        await StateAsync(answered, QuestionState.Answered, ct);
        if (before is not null)
            await house.Desk.DoAsync("StartAnswer", ct, before.Id); // as the other tests know the house
    }

    [Fact]
    public async Task A_host_without_a_mouse_finds_her_place_again_when_a_question_leaves_the_list()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var ct = patience.Token;
        var (page, keyboard) = await DeskAsync();
        var first = await WaitingAsync(page, "One?", ct);
        await WaitingAsync(page, "Two?", ct);

        await keyboard.PressAsync(page.Locator(".inq-pick", new PageLocatorOptions { HasTextString = "One?" }));
        await keyboard.PressAsync(page.Locator("li[aria-current=true] .b-ok"));
        await StateAsync(first, QuestionState.Approved, ct);
        await page.GetByText("One?").First.WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Detached });

        await keyboard.IsSomewhereAsync();
        (await page.EvaluateAsync<bool>("() => !!document.activeElement.closest('.inq')")).ShouldBeTrue("she goes on where she was");
    }

    [Fact]
    public async Task A_host_opens_and_closes_a_poll_and_walks_from_part_to_part_by_keys()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var ct = patience.Token;
        var poll = await house.OpenPollAsync("Shall we go on?", ct);
        var (page, keyboard) = await DeskAsync();
        await page.GetByText("Shall we go on?").First.WaitForAsync();

        await keyboard.PressAsync("p");
        await house.Desk.SeesAsync(room => room.Polls[poll].State != PollState.Open, ct);

        var parts = new HashSet<string>(StringComparer.Ordinal);
        for (var step = 0; step < 8; step++)
        {
            await keyboard.PressAsync("F6");
            parts.Add(await page.EvaluateAsync<string>("() => document.activeElement.className"));
        }

        parts.Count.ShouldBeGreaterThan(4);
    }

    private async Task<(IPage Page, Keyboard Keyboard)> DeskAsync()
    {
        var page = await house.Chromium.OpenAsync();
        await page.Context.AddCookiesAsync(
            [new Cookie { Name = "talks", Value = house.Server.HostToken, Url = house.Server.Address.ToString() }]);
        await page.GotoAsync($"{house.Server.Address}studio/{house.Live.Slug}");
        await page.Locator(".desk").WaitForAsync();
        return (page, new Keyboard(page));
    }

    /// <summary>A new question, and the desk has chosen it to be the next that a key speaks of.</summary>
    private async Task<QuestionId> WaitingAsync(IPage page, string text, CancellationToken ct)
    {
        var question = await house.AskAsync(text, "en", ct);
        await page.Locator(".inq-pick", new PageLocatorOptions { HasTextString = text }).ClickAsync();
        await page.Locator("body").EvaluateAsync("() => document.activeElement.blur()");
        return question;
    }

    private Task StateAsync(QuestionId question, QuestionState state, CancellationToken ct) =>
        house.Desk.SeesAsync(room => room.Questions.GetValueOrDefault(question)?.State == state, ct);
}
