using Microsoft.Playwright;
using TalksPlatform.EndToEnd.Stage;

namespace TalksPlatform.EndToEnd.Browser;

/// <summary>Deque's axe-core, at work inside a page as it stands.</summary>
internal static class Axe
{
    private static readonly Lazy<string> Script = new(() => File.ReadAllText(Repository.Axe));

    private const string Run = """
        async (rules) => {
          const { violations } = await axe.run(document, {
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
    public static async Task<string[]> FindsAsync(IPage page, params string[] rules)
    {
        if (!await page.EvaluateAsync<bool>("() => 'axe' in window"))
            await page.EvaluateAsync(Script.Value);
        return await page.EvaluateAsync<string[]>(Run, rules);
    }
}
