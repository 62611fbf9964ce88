using Microsoft.Playwright;
using TalksPlatform.EndToEnd.Browser;
using TalksPlatform.EndToEnd.Stage;

namespace TalksPlatform.EndToEnd.Pages;

/// <summary>WCAG 2.2 AA, as far as a machine can tell it: axe-core finds nothing, and no page has to be pushed sideways.</summary>
[Collection(OpenHouse.Name)]
public sealed class AccessibilityTests(OpenHouse house)
{
    [Fact]
    public async Task A_picture_without_words_and_grey_on_grey_would_be_found()
    {
        await using var tab = await TabAsync("en", token: null);
        await tab.Page.GotoAsync(house.Server.Address.ToString());
        await tab.Page.EvaluateAsync("""
            () => {
              const grey = document.createElement('p');
              grey.textContent = 'Who can read this?';
              grey.style.color = 'rgb(150 150 150)';
              document.querySelector('main').append(document.createElement('img'), grey);
            }
            """);

        var found = await Axe.FindsAsync(tab.Page);

        found.ShouldContain(fault => fault.StartsWith("image-alt", StringComparison.Ordinal));
        found.ShouldContain(fault => fault.StartsWith("color-contrast", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("en")]
    [InlineData("lo")]
    public async Task Every_page_is_free_of_faults_in_both_colours(string language)
    {
        await house.PublishedAsync();
        var faults = new List<string>();
        await using var stranger = await TabAsync(language, token: null);
        await using var host = await TabAsync(language, house.Server.HostToken);
        foreach (var (asHost, path) in EveryPage.Of(house))
        {
            var tab = asHost ? host : stranger;
            await EveryPage.OpenAsync(tab.Page, house, path);
            await Axe.JudgeAsync(tab.Page, path, Axe.Phone, faults);
            await Axe.JudgeAsync(tab.Page, path, Axe.Computer, faults, rules: "color-contrast");
        }

        await stranger.Page.GotoAsync(house.Server.Address.ToString());
        await stranger.Page.Locator(".menu summary").ClickAsync();
        await Axe.JudgeAsync(stranger.Page, "the menu", Axe.Phone, faults);
        faults.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("en")]
    [InlineData("lo")]
    public async Task The_live_room_is_free_of_faults_at_both_sizes_with_each_tab(string language)
    {
        var faults = new List<string>();
        await using var tab = await TabAsync(language, token: null);
        var page = tab.Page;
        await page.GotoAsync($"{house.Server.Address}e/{house.Live.Slug}/live");
        await page.Locator("[role=tab]").First.WaitForAsync();
        foreach (var label in await page.Locator("[role=tab]").AllAsync())
        {
            await label.ClickAsync();
            var id = await label.GetAttributeAsync("id");
            await Axe.JudgeAsync(page, $"room, {id}", Axe.Phone, faults);
            await Axe.JudgeAsync(page, $"room, {id}", Axe.Computer, faults);
        }

        await page.Locator("[aria-haspopup=dialog]").First.ClickAsync();
        await page.Locator(".sheet[open]").WaitForAsync();
        await Axe.JudgeAsync(page, "room, raising a hand", Axe.Phone, faults);

        faults.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("en")]
    [InlineData("lo")]
    public async Task The_desk_is_free_of_faults_at_both_sizes_with_each_part(string language)
    {
        var faults = new List<string>();
        await using var tab = await TabAsync(language, house.Server.HostToken);
        var page = tab.Page;
        await page.GotoAsync($"{house.Server.Address}studio/{house.Live.Slug}");
        await page.Locator(".desk").WaitForAsync();
        await Axe.JudgeAsync(page, "desk", Axe.Computer, faults, dark: false);
        await page.Keyboard.PressAsync("?");
        await Axe.JudgeAsync(page, "desk, help on keys", Axe.Computer, faults, dark: false);
        await page.Keyboard.PressAsync("Escape");

        await page.SetViewportSizeAsync(Axe.Phone.Width, Axe.Phone.Height);
        foreach (var part in await page.Locator(".mnav button").AllAsync())
        {
            await part.ClickAsync();
            await Axe.JudgeAsync(page, $"desk, {await part.InnerTextAsync()}", Axe.Phone, faults, dark: false);
        }

        await page.SetViewportSizeAsync(Axe.Computer.Width, Axe.Computer.Height);
        foreach (var label in await page.Locator(".p-calls [role=tab], .p-qa [role=tab]").AllAsync())
        {
            await label.ClickAsync();
            await Axe.JudgeAsync(page, $"desk, {await label.GetAttributeAsync("id")}", Axe.Computer, faults, dark: false);
        }

        await page.Locator(".nn [aria-expanded]").ClickAsync();
        await page.Locator(".nn .times").WaitForAsync();
        await page.Locator(".p-polls .p-h .lnk").ClickAsync();
        await page.Locator(".poll-new").WaitForAsync();
        await Axe.JudgeAsync(page, "desk, setting times and writing a poll", Axe.Computer, faults, dark: false);
        await page.SetViewportSizeAsync(Axe.Phone.Width, Axe.Phone.Height);
        await page.Locator(".mnav button").Last.ClickAsync();
        await Axe.JudgeAsync(page, "desk, writing a poll", Axe.Phone, faults, dark: false);

        faults.ShouldBeEmpty();
    }

    /// <summary>WCAG 1.4.10: 320 wide, which is also 1280 at 400 %; and 1366 at 200 % is 683.</summary>
    [Theory]
    [InlineData(320)]
    [InlineData(683)]
    public async Task No_page_has_to_be_pushed_sideways(int width)
    {
        await using var stranger = await TabAsync("lo", token: null);
        await using var host = await TabAsync("lo", house.Server.HostToken);
        var wide = new List<string>();
        foreach (var (tab, path, ready) in new[]
        {
            (stranger, "/", "main"), (stranger, "/schedule", "main"), (stranger, "/search?q=a", "main"), (stranger, "/me", "main"),
            (stranger, $"/s/{house.Series.Slug}", "main"), (stranger, $"/e/{house.Coming.Slug}", "main"),
            (stranger, $"/e/{house.Live.Slug}/live", "[role=tab]"), (stranger, house.SpeakersLink.AbsolutePath, "main"),
            (host, "/studio", "main"), (host, "/admin", "main"), (host, $"/studio/{house.Live.Slug}", ".desk"),
            (host, $"/studio/{house.Live.Slug}/plan", "main"), (host, $"/studio/series/{house.Series.Id}", "main"),
            (stranger, $"/screen/{house.Live.Slug}", "main"),
        })
        {
            await tab.Page.SetViewportSizeAsync(width, 640);
            await tab.Page.GotoAsync(house.Server.Address + path[1..]);
            await tab.Page.Locator(ready).First.WaitForAsync();
            var over = await tab.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - innerWidth");
            if (over > 0)
                wide.Add($"{path}: {over} pixels too wide");
        }

        wide.ShouldBeEmpty();
    }

    /// <summary>Its parts scroll, the whole never does: else the bar with the great buttons slides away with a focus.</summary>
    [Fact]
    public async Task The_desk_does_not_slide_away_on_a_low_screen()
    {
        await using var tab = await TabAsync("en", house.Server.HostToken);
        await tab.Page.SetViewportSizeAsync(1366, 420);
        await tab.Page.GotoAsync($"{house.Server.Address}studio/{house.Live.Slug}");
        await tab.Page.Locator(".desk").WaitForAsync();

        var slid = await tab.Page.EvaluateAsync<int>(
            "() => { document.scrollingElement.scrollTop = 9999; return document.scrollingElement.scrollTop; }");

        slid.ShouldBe(0);
    }

    [Fact]
    public async Task Nothing_moves_for_those_who_asked_for_rest()
    {
        await using var tab = await TabAsync("en", token: null);
        await tab.Page.EmulateMediaAsync(new PageEmulateMediaOptions { ReducedMotion = ReducedMotion.Reduce });
        await tab.Page.GotoAsync($"{house.Server.Address}e/{house.Live.Slug}/live");
        await tab.Page.Locator("[role=tab]").First.WaitForAsync();

        (await tab.Page.EvaluateAsync<int>("() => document.getAnimations().length")).ShouldBe(0);
    }

    private async Task<Tab> TabAsync(string language, string? token)
    {
        var page = await house.Chromium.OpenAsync(language: language);
        if (token is not null)
            await page.Context.AddCookiesAsync([new Cookie { Name = "talks", Value = token, Url = house.Server.Address.ToString() }]);
        return new Tab(page);
    }

    private sealed record Tab(IPage Page) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await Page.Context.CloseAsync();
    }
}
