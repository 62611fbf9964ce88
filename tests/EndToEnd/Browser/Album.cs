using Microsoft.Playwright;

namespace TalksPlatform.EndToEnd.Browser;

/// <summary>Keeps a picture of each page that a test looks at, in the folder that TALKS_SCREENSHOTS names; none without it.</summary>
internal static class Album
{
    private static readonly string? Folder = Environment.GetEnvironmentVariable("TALKS_SCREENSHOTS");

    public static bool IsKept => Folder is not null;

    /// <param name="page">As it is now.</param>
    /// <param name="what">Its name; language, width and colours are added.</param>
    public static async Task KeepAsync(IPage page, string what)
    {
        if (Folder is null)
            return;
        var look = await page.EvaluateAsync<string>(
            "() => `${document.documentElement.lang}-${innerWidth}-${matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'}`");
        var name = string.Concat(what.Select(sign => char.IsLetterOrDigit(sign) ? sign : '_')).Trim('_');
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Folder, $"{(name == "" ? "home" : name)}-{look}.png") });
    }
}
