using System.Globalization;
using System.Text.RegularExpressions;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Foundation.Processes;

namespace TalksPlatform.Broadcast.Slides.Rendering;

/// <summary>Reads PDFs by poppler, in a sandbox: how many pages, their words, their pictures.</summary>
internal sealed partial class PdfReader(Sandbox sandbox)
{
    /// <summary>Enough for a picture of 960 pixels' width, upright or lying.</summary>
    private const string LongSide = "1280";

    private const string Drawn = "page";

    /// <summary>The file that <see cref="DrawAsync"/> makes.</summary>
    public const string Page = $"{Drawn}.ppm";

    /// <exception cref="SandboxException">It is no PDF that poppler can read.</exception>
    public async Task<int> PagesAsync(string folder, string pdf, CancellationToken ct)
    {
        var told = await sandbox.RunAsync(folder, "pdfinfo", [pdf], ct);
        return PageCount().Match(told) is { Success: true, Groups: var groups }
            && int.TryParse(groups["pages"].ValueSpan, CultureInfo.InvariantCulture, out var pages) ? pages : 0;
    }

    /// <summary>The words of each page, cleaned and cut; null where there are none.</summary>
    public async Task<IReadOnlyList<string?>> TextsAsync(string folder, string pdf, int pages, CancellationToken ct)
    {
        const string words = "words.txt";
        await sandbox.RunAsync(folder, "pdftotext", ["-enc", "UTF-8", pdf, words], ct);
        var texts = (await File.ReadAllTextAsync(Path.Combine(folder, words), ct)).Split('\f');
        return [.. Enumerable.Range(0, pages).Select(page => page < texts.Length ? Cut(PlainText.Clean(texts[page])) : null)];
    }

    /// <summary>Draws one page, from 1.</summary>
    public Task DrawAsync(string folder, string pdf, int page, CancellationToken ct)
    {
        var number = page.ToString(CultureInfo.InvariantCulture);
        return sandbox.RunAsync(folder, "pdftoppm", ["-f", number, "-l", number, "-singlefile", "-scale-to", LongSide, pdf, Drawn], ct);
    }

    private static string? Cut(string text)
    {
        var characters = new StringInfo(text);
        return characters.LengthInTextElements switch
        {
            0 => null,
            <= SlideLimits.TextCharacters => text,
            _ => $"{characters.SubstringByTextElements(0, SlideLimits.TextCharacters - 1)}…",
        };
    }

    [GeneratedRegex(@"^Pages:\s+(?<pages>\d+)\s*$", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex PageCount();
}
