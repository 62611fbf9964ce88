using Microsoft.Playwright;
using TalksPlatform.EndToEnd.Stage;

namespace TalksPlatform.EndToEnd.Pages;

/// <summary>What was done without a network is sent when there is one again, also when its page was closed (Background Sync).</summary>
[Collection(OpenHouse.Name)]
public sealed class WaitingFormsTests(OpenHouse house)
{
    private const string WaitOutsideThePage = """
        async () => {
          const waiting = await (await caches.open('forms-1')).keys();
          return waiting.length === 2 && (await (await navigator.serviceWorker.ready).sync.getTags()).includes('forms');
        }
        """;

    [Fact]
    public async Task What_was_asked_and_voted_offline_in_a_page_that_is_closed_arrives_exactly_once()
    {
        const string Text = "Who sends this when my phone is in my pocket?";
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var ct = patience.Token;
        var poll = await house.OpenPollAsync("Is there a network in your village?", ct);
        var page = await house.Chromium.OpenAsync(phone: true);
        var context = page.Context;
        var room = $"{house.Server.Address}e/{house.Live.Slug}/live";
        await page.GotoAsync(room);
        await page.WaitForFunctionAsync("() => navigator.serviceWorker.controller !== null");
        await page.Locator("#tab-poll").ClickAsync();

        await context.SetOfflineAsync(true);
        await page.WaitForFunctionAsync("() => document.querySelector('#net').dataset.state === 'offline'");
        await page.Locator(".ballot input").First.CheckAsync();
        await page.Locator(".ballot [type=submit]").ClickAsync();
        await page.Locator("#tab-questions").ClickAsync();
        await page.Locator("#ask").FillAsync(Text);
        await page.Locator(".ask-send").ClickAsync();
        await page.WaitForFunctionAsync(WaitOutsideThePage);
        await page.CloseAsync();
        context.Pages.ShouldBeEmpty();
        Asked().ShouldBe(0);

        await context.SetOfflineAsync(false); // nobody but the service worker is there to hear of it
        await house.Desk.SeesAsync(now => now.Questions.Values.Any(question => question.Text == Text), ct);
        await house.Desk.SeesAsync(now => now.Polls[poll].Tally is [1, 0, 0], ct);

        page = await context.NewPageAsync(); // which kept them as well, and has heard of no answer
        await page.GotoAsync(room);
        await page.Locator(".q-mine .q-t").GetByText(Text).WaitForAsync();
        await page.WaitForFunctionAsync("() => !Object.keys(localStorage).some((key) => key.startsWith('kept:'))");
        Asked().ShouldBe(1);
        house.Desk.Now.Polls[poll].Tally.ShouldBe([1, 0, 0]);
        await page.WaitForFunctionAsync("async () => (await (await caches.open('forms-1')).keys()).length === 0");
        await context.CloseAsync();

        int Asked() => house.Desk.Now.Questions.Values.Count(question => question.Text == Text);
    }
}
