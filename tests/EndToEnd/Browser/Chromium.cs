using Microsoft.Playwright;
using TalksPlatform.EndToEnd.Browser;

[assembly: AssemblyFixture(typeof(Chromium))]

namespace TalksPlatform.EndToEnd.Browser;

/// <summary>Debian's Chromium, without a screen, with a fake microphone that beeps once a second; one for all tests.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync", "--autoplay-policy=no-user-gesture-required",
        "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream",
        "--disable-background-timer-throttling", "--disable-renderer-backgrounding",
    ];

    private IPlaywright _playwright = null!;
    private IBrowser _browser = null!;

    public async ValueTask InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = "/usr/bin/chromium", Args = Arguments });
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }

    /// <summary>Somebody's browser, of her own: no cookies, the screen and language that she has.</summary>
    public async Task<IPage> OpenAsync(bool phone = false, string language = "en", bool dark = false, bool script = true)
    {
        var context = await _browser.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = phone ? new ViewportSize { Width = 360, Height = 740 } : new ViewportSize { Width = 1366, Height = 768 },
            Locale = language,
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            HasTouch = phone, // fingers are coarse pointers
            JavaScriptEnabled = script,
            Permissions = ["microphone", "background-sync"], // what is not named is denied
        });
        var page = await context.NewPageAsync();
        page.SetDefaultTimeout(30_000);
        return page;
    }

    /// <summary>A browser with a folder for what it keeps, as people have one; the others are private windows, which install nothing.</summary>
    public Task<IBrowserContext> OpenProfileAsync(string folder) => _playwright.Chromium.LaunchPersistentContextAsync(
        folder, new BrowserTypeLaunchPersistentContextOptions { ExecutablePath = "/usr/bin/chromium", Args = Arguments, Locale = "en" });
}
