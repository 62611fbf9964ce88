using System.Collections.Concurrent;
using Microsoft.Playwright;
using TalksPlatform.EndToEnd.Browser;
using TalksPlatform.TestKit;

[assembly: AssemblyFixture(typeof(Chromium))]
[assembly: CloseTabs]

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

    private static readonly ConcurrentDictionary<string, ConcurrentBag<IBrowserContext>> OpenedBy = new(StringComparer.Ordinal);

    private readonly ChromiumLauncher _launcher = new();
    private IPlaywright _playwright = null!;
    private IBrowser _browser = null!;

    public async ValueTask InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = _launcher.Path, Args = Arguments });
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
        _launcher.Dispose();
    }

    /// <summary>Closes what a test left open; whoever comes next need not wait for it.</summary>
    internal static async Task CloseTabsOfAsync(string test)
    {
        if (!OpenedBy.TryRemove(test, out var opened))
            return;
        foreach (var context in opened)
            await context.CloseAsync();
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
        if (TestContext.Current.Test is { } test)
            OpenedBy.GetOrAdd(test.UniqueID, _ => []).Add(context);
        var page = await context.NewPageAsync();
        page.SetDefaultTimeout((float)Eventually.Patience.TotalMilliseconds);
        TellOf(page);
        return page;
    }

    /// <summary>What went wrong in a page stands in the output of its test, which is shown when it fails.</summary>
    private static void TellOf(IPage page)
    {
        var output = TestContext.Current.TestOutputHelper;
        page.Console += (_, message) => Tell($"{message.Type}: {message.Text}");
        page.PageError += (_, error) => Tell(error);
        page.RequestFailed += (_, request) => Tell($"{request.Method} {request.Url}: {request.Failure}");
        page.FrameNavigated += (_, frame) => Tell($"at {frame.Url}");
        page.Response += (_, response) =>
        {
            if (response.Status >= 400)
                Tell($"{response.Request.Method} {response.Url}: {response.Status}");
        };

        void Tell(string what)
        {
            try
            {
                output?.WriteLine($"{TimeProvider.System.GetUtcNow():HH:mm:ss.fff} {what}");
            }
            catch (InvalidOperationException)
            {
                // The test is over.
            }
        }
    }

    /// <summary>A browser with a folder for what it keeps, as people have one; the others are private windows, which install nothing.</summary>
    public Task<IBrowserContext> OpenProfileAsync(string folder) => _playwright.Chromium.LaunchPersistentContextAsync(
        folder, new BrowserTypeLaunchPersistentContextOptions { ExecutablePath = _launcher.Path, Args = Arguments, Locale = "en" });
}
