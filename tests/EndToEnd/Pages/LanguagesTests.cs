using Microsoft.Playwright;
using TalksPlatform.EndToEnd.Browser;
using TalksPlatform.EndToEnd.Stage;

namespace TalksPlatform.EndToEnd.Pages;

/// <summary>
/// The languages that are not judged in both colours and at both sizes: a translation cannot change a colour, but it can
/// leave a thing without a name, make it too small to be tapped or push a page sideways.
/// </summary>
[Collection(HouseNextDoor.Name)]
public sealed class LanguagesTests(OpenHouse house)
{
    private const int LargestPage = 12 * 1024; // brotli

    /// <summary>What makes a page wider than its window: each part that ends farthest right, and how far.</summary>
    private const string TooWide = """
        () => {
          const over = document.documentElement.scrollWidth - innerWidth;
          if (over <= 0) return [];
          return [...document.body.querySelectorAll('*')]
            .filter((part) => Math.round(part.getBoundingClientRect().right - innerWidth) === over)
            .map((part) => `${over} pixels of ${part.localName}.${part.className}`);
        }
        """;

    private readonly List<string> _faults = [];

    [Theory]
    [InlineData("km")]
    [InlineData("th")]
    [InlineData("ms")]
    [InlineData("fil")]
    public async Task Every_page_is_free_of_faults_and_as_wide_as_a_phone(string language)
    {
        await house.PublishedAsync();
        var stranger = await OpenAsync(language, token: null);
        var host = await OpenAsync(language, house.Server.HostToken);
        foreach (var (asHost, path) in EveryPage.Of(house))
        {
            var page = asHost ? host : stranger;
            await EveryPage.OpenAsync(page, house, path);
            (await page.Locator("html").GetAttributeAsync("lang")).ShouldBe(language, path);
            await JudgeAsync(page, path);
        }

        await stranger.GotoAsync($"{house.Server.Address}e/{house.Live.Slug}/live");
        await stranger.Locator("[role=tab]").First.WaitForAsync();
        foreach (var tab in await stranger.Locator("[role=tab]").AllAsync())
        {
            await tab.ClickAsync();
            await JudgeAsync(stranger, $"room, {await tab.GetAttributeAsync("id")}");
        }

        await host.GotoAsync($"{house.Server.Address}studio/{house.Live.Slug}");
        await host.Locator(".desk").WaitForAsync();
        foreach (var part in await host.Locator(".mnav button").AllAsync())
        {
            await part.ClickAsync();
            await JudgeAsync(host, $"desk, {await part.InnerTextAsync()}");
        }

        await stranger.Context.CloseAsync();
        await host.Context.CloseAsync();
        _faults.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("en")]
    [InlineData("lo")]
    [InlineData("km")]
    [InlineData("th")]
    [InlineData("ms")]
    [InlineData("fil")]
    public async Task No_public_page_weighs_more_than_twelve_kilobytes_on_its_way(string language)
    {
        await house.PublishedAsync();
        using var plain = new HttpClient(); // takes what comes as it comes: compressed
        plain.DefaultRequestHeaders.AcceptEncoding.ParseAdd("br");
        plain.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        plain.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);
        var backstage = house.SpeakersLink.AbsolutePath; // its scripts' texts come with it: speakers are asked for more than listeners
        foreach (var (_, path) in EveryPage.Of(house).Where(page => !page.AsHost && page.Path != backstage))
        {
            using var answer = await plain.GetAsync(new Uri(house.Server.Address, path));
            answer.Content.Headers.ContentEncoding.ShouldBe(["br"], path);
            var page = await answer.Content.ReadAsByteArrayAsync();
            if (page.Length > LargestPage)
                _faults.Add($"{path}: {page.Length} bytes");
        }

        _faults.ShouldBeEmpty();
    }

    private async Task<IPage> OpenAsync(string language, string? token)
    {
        var page = await house.Chromium.OpenAsync(language: language);
        await page.SetViewportSizeAsync(Axe.Phone.Width, Axe.Phone.Height);
        if (token is not null)
            await page.Context.AddCookiesAsync([new Cookie { Name = "talks", Value = token, Url = house.Server.Address.ToString() }]);
        return page;
    }

    private async Task JudgeAsync(IPage page, string what)
    {
        await Album.KeepAsync(page, what);
        _faults.AddRange((await Axe.FindsInWordsAsync(page)).Select(fault => $"{what}: {fault}"));
        _faults.AddRange((await page.EvaluateAsync<string[]>(TooWide)).Select(part => $"{what}: too wide by {part}"));
    }
}
