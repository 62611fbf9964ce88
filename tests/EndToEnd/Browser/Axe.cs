using Microsoft.Playwright;
using TalksPlatform.EndToEnd.Stage;

namespace TalksPlatform.EndToEnd.Browser;

/// <summary>Deque's axe-core, at work inside a page as it stands.</summary>
internal static class Axe
{
    public static readonly (int Width, int Height) Phone = (360, 740);
    public static readonly (int Width, int Height) Computer = (1366, 768);

    private static readonly Lazy<string> Script = new(() => File.ReadAllText(Repository.Axe));

    private const string Run = """
        async ({ rules, colours }) => {
          const { violations } = await axe.run(document, {
            rules: { 'color-contrast': { enabled: colours } },
            runOnly: rules.length
              ? { type: 'rule', values: rules }
              : { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] },
            resultTypes: ['violations'],
          });
          return violations.flatMap((found) => found.nodes.map((node) => `${found.id}: ${node.target.join(' ')}`));
        }
        """;

    /// <summary>What breaks WCAG 2.2 A or AA on this page, each with its rule and its place; empty when nothing does.</summary>
    /// <param name="page">The page, as it stands.</param>
    /// <param name="rules">These alone, for what differs from a page that was judged already.</param>
    public static Task<string[]> FindsAsync(IPage page, params string[] rules) => FindsAsync(page, colours: true, rules);

    /// <summary>The same but for its colours, on a page whose colours were judged in another language.</summary>
    public static Task<string[]> FindsInWordsAsync(IPage page) => FindsAsync(page, colours: false, []);

    /// <summary>The page in the colours of the day, then what differs at night; each with its picture, where pictures are kept.</summary>
    /// <param name="page">The page, as it stands.</param>
    /// <param name="what">What it is called when something is found.</param>
    /// <param name="size">Of the window, in CSS pixels.</param>
    /// <param name="faults">What is found is added to these.</param>
    /// <param name="dark">At night too.</param>
    /// <param name="rules">By day these alone, for a page that was judged at another size already.</param>
    public static async Task JudgeAsync(
        IPage page, string what, (int Width, int Height) size, List<string> faults, bool dark = true, params string[] rules)
    {
        await page.SetViewportSizeAsync(size.Width, size.Height);
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Light });
        await Album.KeepAsync(page, what);
        faults.AddRange((await FindsAsync(page, rules)).Select(fault => $"{what} ({size.Width}): {fault}"));
        if (!dark && !Album.IsKept)
            return;
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Dark });
        await Album.KeepAsync(page, what);
        faults.AddRange((await FindsAsync(page, "color-contrast")).Select(fault => $"{what} ({size.Width}, dark): {fault}"));
    }

    private static async Task<string[]> FindsAsync(IPage page, bool colours, string[] rules)
    {
        if (!await page.EvaluateAsync<bool>("() => 'axe' in window"))
            await page.EvaluateAsync(Script.Value);
        return await page.EvaluateAsync<string[]>(Run, new { rules, colours });
    }
}
