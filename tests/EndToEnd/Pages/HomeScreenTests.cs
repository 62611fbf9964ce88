using System.Text.Json;
using Microsoft.Playwright;
using TalksPlatform.EndToEnd.Stage;

namespace TalksPlatform.EndToEnd.Pages;

/// <summary>The station can be put on the home screen: the browser finds nothing missing, and the page offers it quietly.</summary>
[Collection(OpenHouse.Name)]
public sealed class HomeScreenTests(OpenHouse house)
{
    private const string IconsAreAsLargeAsToldToBe = """
        async () => {
          const { icons } = await (await fetch('/manifest.webmanifest')).json();
          const wrong = await Promise.all(icons.filter((icon) => icon.sizes !== 'any').map(async ({ src, sizes, type }) => {
            const file = await (await fetch(src)).blob();
            const { width, height } = await createImageBitmap(file);
            return file.type === type && `${width}x${height}` === sizes ? [] : `${src}: ${file.type}, ${width}x${height}`;
          }));
          return wrong.flat();
        }
        """;

    [Fact]
    public async Task A_browser_finds_it_installable_and_the_second_visit_offers_it()
    {
        using var folder = new EmptyFolder();
        await using var browser = await house.Chromium.OpenProfileAsync(folder.Path);
        var page = await browser.NewPageAsync();
        await page.GotoAsync(house.Server.Address.ToString());
        var tools = await browser.NewCDPSessionAsync(page);

        Errors(await tools.SendAsync("Page.getAppManifest"), "errors").ShouldBe("[]");
        Errors(await tools.SendAsync("Page.getInstallabilityErrors"), "installabilityErrors").ShouldBe("[]");
        (await page.EvaluateAsync<string[]>(IconsAreAsLargeAsToldToBe)).ShouldBeEmpty();
        await page.WaitForFunctionAsync("() => localStorage.getItem('visits') === '1'"); // the browser would have offered it
        (await page.Locator(".install").CountAsync()).ShouldBe(0, "not on the first visit");

        var second = await browser.NewPageAsync(); // another tab, another visit
        await second.GotoAsync(house.Server.Address.ToString());
        await second.Locator(".install").WaitForAsync();
        await second.Locator(".install .btn-ghost").ClickAsync();
        await second.ReloadAsync();
        await second.WaitForFunctionAsync("() => localStorage.getItem('install-no') === '1'");
        (await second.Locator(".install").CountAsync()).ShouldBe(0);
    }

    private static string Errors(JsonElement? answer, string list) => answer!.Value.GetProperty(list).GetRawText();
}
