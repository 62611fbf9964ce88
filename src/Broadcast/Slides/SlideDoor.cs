using System.Globalization;
using Microsoft.AspNetCore.Http;
using TalksPlatform.Broadcast.Reading;
using TalksPlatform.Broadcast.Slides.Rendering;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Broadcast.Uploads;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Faults;

namespace TalksPlatform.Broadcast.Slides;

/// <summary>Takes slides in: looks at what was sent, keeps it, and lets the workshop draw it; and takes them away.</summary>
internal sealed class SlideDoor(SlideStore store, SlideWorkshop workshop)
{
    /// <summary>What may be sent.</summary>
    public static readonly UploadForm Form =
        new(SlideLimits.UploadBytes, SlideLimits.DeckPages, SlideFaults.Missing, SlideFaults.TooLong, SlideFaults.TooManyPages);

    /// <summary>File names as people number them: slide2 before slide10.</summary>
    private static readonly StringComparer ByNumber =
        StringComparer.Create(CultureInfo.InvariantCulture, CompareOptions.NumericOrdering | CompareOptions.IgnoreCase);

    /// <summary>Takes one PDF, or pictures in the order of their names.</summary>
    /// <exception cref="FaultException">slides.*, talk.over</exception>
    public async Task<DeckView> TakeAsync(TalkSession talk, HttpRequest request, CancellationToken ct)
    {
        if (talk.State.Over is { } over)
            throw over.AsException();
        if (talk.State.Slides.Decks.Count + store.OrdersOf(talk.Id).Count >= SlideLimits.Decks)
            throw SlideFaults.TooMany.AsException();

        var form = await Form.ReadAsync(request, ct);
        var files = form.Files.Where(file => file.Length > 0).OrderBy(file => file.FileName, ByNumber).ToList();
        var order = new SlideOrder(DeckId.New(), talk.Id, NameOf(files[0].FileName), []);
        var folder = store.UploadOf(talk.Id, order.Deck);
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

    /// <summary>Takes slides away, drawn or not.</summary>
    /// <exception cref="FaultException">slides.on-stage</exception>
    public async Task<Accepted> RemoveAsync(TalkSession talk, DeckId deck, Actor actor, CancellationToken ct)
    {
        await store.Gate.WaitAsync(ct); // what is being drawn comes before this, or never
        try
        {
            var gone = talk.State.Slides.Decks.Find(known => known.Id == deck);
            var accepted = await talk.AskAsync(new RemoveSlides(deck), actor, CommandId.New(), CancellationToken.None); // the files follow, whoever leaves
            if (store.OrderOf(talk.Id, deck) is var order && Directory.Exists(order))
                Directory.Delete(order, recursive: true);
            store.Delete(talk.Id, gone?.Slides ?? [], talk.State.Slides);
            return accepted;
        }
        finally
        {
            store.Gate.Release();
        }
    }

    private static async Task<IReadOnlyList<string>> KeepAsync(string folder, List<IFormFile> files, CancellationToken ct)
    {
        var sources = new List<string>(files.Count);
        foreach (var file in files)
        {
            await using var content = file.OpenReadStream();
            var head = new byte[FileHead.Bytes];
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
