using Microsoft.Playwright;

namespace TalksPlatform.EndToEnd.Browser;

/// <summary>Somebody who has no mouse. At each step she sees where she is: never nowhere, never under a bar.</summary>
internal sealed class Keyboard(IPage page)
{
    private const string Place = """
        () => {
          const at = document.activeElement;
          if (!at || at === document.body) return 'nowhere';
          const box = at.getBoundingClientRect();
          const name = `${at.tagName.toLowerCase()}#${at.id}.${at.className}`;
          if (box.width < 24 || box.height < 24) {
            const label = at.closest('label')?.getBoundingClientRect();
            const inLine = at.matches('a') && getComputedStyle(at).display === 'inline';
            if (!inLine && !(label && label.height >= 24)) return `too small: ${name} ${box.width}×${box.height}`;
          }
          const x = Math.min(Math.max(box.left + box.width / 2, 0), innerWidth - 1);
          const y = Math.min(Math.max(box.top + Math.min(box.height / 2, 20), 0), innerHeight - 1);
          const there = document.elementFromPoint(x, y);
          const seen = there && (at.contains(there) || there.contains(at) || at.closest('label')?.contains(there));
          return seen ? 'seen' : `covered: ${name} by ${there?.tagName}.${there?.className}`;
        }
        """;

    /// <summary>Goes on with Tab, or back with Shift and Tab, until this has the focus.</summary>
    public async Task ReachAsync(ILocator target, bool back = false)
    {
        for (var step = 0; step < 80; step++)
        {
            if (await HasAsync(target))
                return;
            await page.Keyboard.PressAsync(back ? "Shift+Tab" : "Tab");
            var place = await page.EvaluateAsync<string>(Place);
            if (place is not ("seen" or "nowhere")) // past the last control the browser's own bar comes
                throw new ShouldAssertException($"After {step + 1} steps the focus is {place}.");
        }

        throw new ShouldAssertException($"{target} is not reached by Tab.");
    }

    public async Task PressAsync(ILocator target, string key = "Enter")
    {
        await ReachAsync(target);
        await page.Keyboard.PressAsync(key);
    }

    public Task PressAsync(string key) => page.Keyboard.PressAsync(key);

    public Task TypeAsync(string text) => page.Keyboard.TypeAsync(text);

    /// <summary>Some control that is there to be seen has the focus.</summary>
    public async Task IsSomewhereAsync() => await page.WaitForFunctionAsync($"() => ({Place})() === 'seen'");

    public static async Task<bool> HasAsync(ILocator target) =>
        await target.CountAsync() > 0 && await target.First.EvaluateAsync<bool>("one => one === document.activeElement");
}
