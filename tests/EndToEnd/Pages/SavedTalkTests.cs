using Microsoft.Playwright;
using TalksPlatform.EndToEnd.Stage;
using TalksPlatform.TestKit;

namespace TalksPlatform.EndToEnd.Pages;

/// <summary>A replay that is kept on a phone plays where there is no network, and goes when it is removed.</summary>
[Collection(OpenHouse.Name)]
public sealed class SavedTalkTests(OpenHouse house)
{
    [Fact]
    public async Task A_saved_replay_plays_without_a_network_until_it_is_removed()
    {
        await house.PublishedAsync();
        var page = await house.Chromium.OpenAsync(phone: true);
        await page.GotoAsync($"{house.Server.Address}e/{house.Past.Slug}");
        await page.EvaluateAsync("() => navigator.serviceWorker.ready.then(() => true)");
        await page.ReloadAsync(); // from here on the worker sees what the page asks for
        var button = page.Locator(".save button");
        (await button.InnerTextAsync()).ShouldMatch("^Save for offline, [0-9.]+ [KM]B$");

        await button.ClickAsync();
        await page.Locator(".save[data-kept=true]").WaitForAsync();
        await page.Context.SetOfflineAsync(true);
        await page.ReloadAsync();
        await page.Locator(".play").ClickAsync();
        await Eventually.BecomesAsync(
            async () => await page.EvaluateAsync<double>("() => document.querySelector('#transport audio').currentTime") > 0.5,
            "it is heard without a network");
        var place = await page.EvaluateAsync<double>("() => { const a = document.querySelector('#transport audio'); a.currentTime = a.duration / 2; return a.duration / 2; }");
        await Eventually.BecomesAsync(
            async () => await page.EvaluateAsync<double>("() => document.querySelector('#transport audio').currentTime") > place,
            "it goes on from another place");

        await page.GotoAsync($"{house.Server.Address}schedule"); // never seen before: the page for no network lists what is here
        await page.Locator($"#saved a[href='/e/{house.Past.Slug}']").WaitForAsync();
        await page.Context.SetOfflineAsync(false);
        await page.GotoAsync($"{house.Server.Address}me");
        await page.Locator("#saved .row button").ClickAsync();
        await page.Locator("#saved .empty").WaitForAsync();
        (await page.EvaluateAsync<int>("async () => (await (await caches.open('saved-1')).keys()).length")).ShouldBe(0);
        await page.Context.CloseAsync();
    }
}
