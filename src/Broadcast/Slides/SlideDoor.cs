using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using TalksPlatform.Broadcast.Reading;
using TalksPlatform.Broadcast.Slides.Rendering;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Faults;

namespace TalksPlatform.Broadcast.Slides;

/// <summary>Takes slides in: looks at what was sent, keeps it, and lets the workshop draw it.</summary>
internal sealed class SlideDoor(SlideStore store, SlideWorkshop workshop, TalkDirectory talks)
{
    /// <summary>More than we take: who sends a little too much is told so, and not just cut off.</summary>
    public const long LongestRequest = 2 * SlideLimits.UploadBytes;

    /// <summary>File names as people number them: slide2 before slide10.</summary>
    private static readonly StringComparer ByNumber =
        StringComparer.Create(CultureInfo.InvariantCulture, CompareOptions.NumericOrdering | CompareOptions.IgnoreCase);

    /// <summary>Takes one PDF, or pictures in the order of their names.</summary>
    /// <exception cref="FaultException">slides.*, talk.unknown, talk.over</exception>
    public async Task<DeckView> TakeAsync(TalkId id, HttpRequest request, CancellationToken ct)
    {
        var talk = (await talks.FindAsync(id, ct)).State;
        if (talk.Over is { } over)
            throw over.AsException();
        if (talk.Slides.Decks.Count + store.OrdersOf(id).Count >= SlideLimits.Decks)
            throw SlideFaults.TooMany.AsException();

        var files = await FilesAsync(request, ct);
        var order = new SlideOrder(DeckId.New(), id, NameOf(files[0].FileName), []);
        var folder = store.UploadOf(id, order.Deck);
        Directory.CreateDirectory(folder);
        try
        {
            order = order with { Sources = await KeepAsync(folder, files, ct) };
            workshop.Take(order);
            return StageViewer.Deck(order);
        }
        catch
        {
            Directory.Delete(folder, recursive: true);
            throw;
        }
    }

    private static async Task<IReadOnlyList<IFormFile>> FilesAsync(HttpRequest request, CancellationToken ct)
    {
        if (!request.HasFormContentType)
            throw SlideFaults.Missing.AsException();
        try
        {
            var form = await request.ReadFormAsync(
                new FormOptions { MultipartBodyLengthLimit = SlideLimits.UploadBytes, ValueCountLimit = 20, BufferBodyLengthLimit = LongestRequest }, ct);
            var files = form.Files.Where(file => file.Length > 0).OrderBy(file => file.FileName, ByNumber).ToList();
            if (files.Count is 0 or > SlideLimits.DeckPages)
                throw (files.Count == 0 ? SlideFaults.Missing : SlideFaults.TooManyPages).AsException();
            return files.Sum(file => file.Length) > SlideLimits.UploadBytes ? throw SlideFaults.TooLong.AsException() : files;
        }
        catch (Exception tooLong) when (tooLong is InvalidDataException or BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge })
        {
            throw SlideFaults.TooLong.AsException(tooLong);
        }
    }

    private static async Task<IReadOnlyList<string>> KeepAsync(string folder, IReadOnlyList<IFormFile> files, CancellationToken ct)
    {
        var sources = new List<string>(files.Count);
        foreach (var file in files)
        {
            await using var content = file.OpenReadStream();
            var head = new byte[SlideKind.HeadBytes];
            var known = await content.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, ct);
            var kind = SlideKind.Of(head.AsSpan(0, known)) ?? throw SlideFaults.Type.AsException();
            if (!kind.IsPicture && files.Count > 1)
                throw SlideFaults.Mixed.AsException();
            content.Position = 0;

            sources.Add($"source-{sources.Count + 1:000}.{kind.Ending}");
            await using var kept = new FileStream(Path.Combine(folder, sources[^1]), FileMode.CreateNew, FileAccess.Write);
            await content.CopyToAsync(kept, ct);
        }
        return sources;
    }

    private static string NameOf(string fileName)
    {
        var name = PlainText.Clean(Path.GetFileNameWithoutExtension(fileName));
        return name.Length > 0 && PlainText.Fits(name, SlideLimits.NameCharacters) ? name : "Slides";
    }
}
