using Microsoft.Playwright;
using TalksPlatform.Contracts;
using TalksPlatform.EndToEnd.Browser;
using TalksPlatform.EndToEnd.Stage;
using TalksPlatform.Server.Demo;

namespace TalksPlatform.EndToEnd.Pages;

/// <summary>The desk of somebody who is a moderator and no more: what she decides is what the audience sees.</summary>
[Collection(OpenHouse.Name)]
public sealed class ModeratorTests(OpenHouse house)
{
    private static readonly string[] NoOptions = [];

    [Fact]
    public async Task A_moderator_groups_open_answers_which_an_attendee_then_sees_and_takes_one_back()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var ct = patience.Token;
        var poll = await AskInWordsAsync("Where are you from?", ct);
        var attendee = await house.Chromium.OpenAsync(phone: true);
        await attendee.GotoAsync($"{house.Server.Address}e/{house.Live.Slug}/live");
        await attendee.Locator("#tab-poll").ClickAsync();
        await attendee.Locator(".ballot textarea").FillAsync("Pakse");
        await attendee.Locator(".ballot [type=submit]").ClickAsync();
        await SaysAsync(poll, "Paksé, in the south", ct);
        await SaysAsync(poll, "A rude word", ct);
        await house.Desk.SeesAsync(room => room.Polls[poll].Voters == 3, ct);

        var desk = await DeskAsync(ct);
        await Labelled(desk, "Show: Pakse").ClickAsync();
        await Labelled(desk, "Show: A rude word").ClickAsync();
        await attendee.Locator(".ballot .ans-t").GetByText("A rude word").WaitForAsync();
        await Labelled(desk, "Put into a group: Paksé, in the south").SelectOptionAsync("Pakse");
        await desk.Locator(".answers summary").ClickAsync();
        await Labelled(desk, "Don't show: A rude word").ClickAsync();
        await desk.GetByText("Rename “Pakse”").ClickAsync();
        await desk.Keyboard.PressAsync("Control+A");
        await desk.Keyboard.TypeAsync("The south");
        await desk.Keyboard.PressAsync("Enter");

        var shown = attendee.Locator(".ballot .ans", new PageLocatorOptions { HasTextString = "The south" });
        await shown.GetByText("100%").WaitForAsync();
        await attendee.GetByText("A rude word").WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Detached });
        (await desk.Locator(".poll-f").CountAsync()).ShouldBe(0, "polls are opened and closed by producers");
        await JudgeAsync(desk);
        await house.Desk.DoAsync("ClosePoll", ct, poll);
    }

    /// <summary>At both sizes, with the answers in sight.</summary>
    private static async Task JudgeAsync(IPage desk)
    {
        await Album.KeepAsync(desk, "desk of a moderator");
        (await Axe.FindsAsync(desk)).ShouldBeEmpty();
        await desk.SetViewportSizeAsync(360, 740);
        await desk.Locator(".mnav button").Last.ClickAsync();
        await desk.Locator(".answers").WaitForAsync();
        await Album.KeepAsync(desk, "desk of a moderator");
        (await Axe.FindsAsync(desk)).ShouldBeEmpty();
    }

    private async Task<PollId> AskInWordsAsync(string text, CancellationToken ct)
    {
        foreach (var open in house.Desk.Now.Polls.Values.Where(one => one.State == PollState.Open))
            await house.Desk.DoAsync("ClosePoll", ct, open.Id);
        var poll = PollId.New();
        await house.Desk.DoAsync("CreatePoll", ct, poll, text, NoOptions, new { kind = "text", mayChange = true });
        await house.Desk.DoAsync("OpenPoll", ct, poll);
        await house.Desk.SeesAsync(room => room.Polls.TryGetValue(poll, out var seen) && seen.State == PollState.Open, ct);
        return poll;
    }

    /// <summary>Somebody else in the audience writes an answer.</summary>
    private async Task SaysAsync(PollId poll, string answer, CancellationToken ct)
    {
        var somebody = await house.Server.Host.As(null).NewAttendeeAsync(name: null, ct);
        await using var seat = new DemoSeat(house.Server.Host.As(somebody.Token), house.Live.TalkId, TimeProvider.System);
        await seat.DoAsync("CastVote", ct, poll, answer);
    }

    private async Task<IPage> DeskAsync(CancellationToken ct)
    {
        var link = await house.Server.Host.PostAsync<DemoApi.Invitation>(
            $"/api/series/{house.Series.Id}/team", new { name = "Moly", role = "moderator" }, ct);
        var moderator = await house.Server.Host.As(null).SignInAsync(link.Token, ct);
        var page = await house.Chromium.OpenAsync();
        await page.Context.AddCookiesAsync([new Cookie { Name = "talks", Value = moderator.Token, Url = house.Server.Address.ToString() }]);
        await page.GotoAsync($"{house.Server.Address}studio/{house.Live.Slug}");
        await page.Locator(".desk").WaitForAsync();
        return page;
    }

    private static ILocator Labelled(IPage page, string label) => page.GetByLabel(label, new PageGetByLabelOptions { Exact = true });
}
