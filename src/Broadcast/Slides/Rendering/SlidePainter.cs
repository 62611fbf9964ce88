using System.Security.Cryptography;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Faults;
using TalksPlatform.Foundation.Processes;

namespace TalksPlatform.Broadcast.Slides.Rendering;

/// <summary>Turns what was sent into slides, page by page.</summary>
internal sealed class SlidePainter(Sandbox sandbox)
{
    private const int Large = 960;
    private const int Small = 480;

    private readonly PdfReader _pdf = new(sandbox);
    private readonly WebpPainter _webp = new(sandbox);

    /// <summary>All slides of what lies in the folder. Their pictures lie there too, under their names.</summary>
    /// <param name="folder">Where the sources lie; what is drawn on the way lies there too.</param>
    /// <param name="sources">File names: one PDF, or pictures.</param>
    /// <param name="progress">Told how many are done of how many.</param>
    /// <param name="ct">Stops.</param>
    /// <exception cref="FaultException">slides.*</exception>
    public async Task<IReadOnlyList<Slide>> PaintAsync(
        string folder, IReadOnlyList<string> sources, Action<int, int> progress, CancellationToken ct)
    {
        try
        {
            return SlideKind.OfFile(sources[0]).IsPicture
                ? await PaintPicturesAsync(folder, sources, progress, ct)
                : await PaintPdfAsync(folder, sources[0], progress, ct);
        }
        catch (SandboxException failure)
        {
            throw FaultOf(failure).AsException(failure);
        }
    }

    private async Task<IReadOnlyList<Slide>> PaintPdfAsync(
        string folder, string pdf, Action<int, int> progress, CancellationToken ct)
    {
        var pages = await _pdf.PagesAsync(folder, pdf, ct);
        if (pages is 0 or > SlideLimits.DeckPages)
            throw (pages == 0 ? SlideFaults.Unreadable : SlideFaults.TooManyPages).AsException();

        var texts = await _pdf.TextsAsync(folder, pdf, pages, ct);
        var slides = new List<Slide>(pages);
        foreach (var text in texts)
        {
            progress(slides.Count, pages);
            await _pdf.DrawAsync(folder, pdf, slides.Count + 1, ct);
            slides.Add(await PaintAsync(folder, WebpPainter.Drawn(PdfReader.Page), text, ct));
        }
        return slides;
    }

    private async Task<IReadOnlyList<Slide>> PaintPicturesAsync(
        string folder, IReadOnlyList<string> pictures, Action<int, int> progress, CancellationToken ct)
    {
        var slides = new List<Slide>(pictures.Count);
        foreach (var picture in pictures)
        {
            progress(slides.Count, pictures.Count);
            slides.Add(await PaintAsync(folder, WebpPainter.Sent(picture), text: null, ct));
        }
        return slides;
    }

    private async Task<Slide> PaintAsync(string folder, IReadOnlyList<string> input, string? text, CancellationToken ct)
    {
        var large = await KeepAsync(folder, await _webp.PaintAsync(folder, input, Large, ct), ct);
        var small = await KeepAsync(folder, await _webp.PaintAsync(folder, input, Small, ct), ct);
        return new Slide(SlideId.New(), text, small, large);
    }

    private async Task<SlidePicture> KeepAsync(string folder, string file, CancellationToken ct)
    {
        var path = Path.Combine(folder, file);
        var picture = await File.ReadAllBytesAsync(path, ct);
        var (width, height) = WebpPainter.SizeOf(picture);
        var name = $"{Convert.ToHexStringLower(SHA256.HashData(picture))}.webp";
        File.Move(path, Path.Combine(folder, name), overwrite: true);
        return new SlidePicture(name, width, height, picture.Length);
    }

    private static Fault FaultOf(SandboxException failure)
    {
        return failure switch
        {
            { End: SandboxEnd.Greedy } => SlideFaults.TooHeavy,
            _ when Says("execvp pdf") => SlideFaults.NoRenderer,
            _ when Says("Incorrect password") => SlideFaults.Encrypted,
            _ when Says("Picture size") => SlideFaults.TooManyPixels,
            _ => SlideFaults.Unreadable,
        };

        bool Says(string words) => failure.LastWords.Contains(words, StringComparison.Ordinal);
    }
}
