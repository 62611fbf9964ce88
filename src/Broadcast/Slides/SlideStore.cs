using TalksPlatform.Contracts;
using TalksPlatform.Foundation;

namespace TalksPlatform.Broadcast.Slides;

/// <summary>
/// Where slides lie on the disk, a folder a talk: pictures under the names of their contents, and what is still to be drawn,
/// a folder an order. Deleting the talk's folder deletes all of it.
/// </summary>
internal sealed class SlideStore(DataFolder data)
{
    private const string Folder = "slides";
    private const string Orders = ".orders";
    private const string Uploads = ".uploads";

    /// <summary>Held while pictures come or go: two decks of one talk may share one.</summary>
    public SemaphoreSlim Gate { get; } = new(1);

    /// <summary>Where a picture of this name lies, if it does.</summary>
    public string PathOf(TalkId talk, string name) => data.At(Folder, talk.ToString(), name);

    /// <summary>Where files are kept until all of an upload are there; then its folder becomes that of the order.</summary>
    public string UploadOf(TalkId talk, DeckId deck) => data.At(Folder, talk.ToString(), Uploads, deck.ToString());

    /// <summary>Deletes uploads that nobody has written to since then: what a killed process left behind.</summary>
    public void SweepUploads(DateTimeOffset untouchedSince)
    {
        var stale = FoldersIn(data.At(Folder))
            .SelectMany(talk => FoldersIn(Path.Combine(talk, Uploads)))
            .Where(upload => Directory.GetLastWriteTimeUtc(upload) < untouchedSince.UtcDateTime);
        foreach (var upload in stale)
            try
            {
                Directory.Delete(upload, recursive: true);
            }
            catch (Exception left) when (left is IOException or UnauthorizedAccessException)
            {
                // another server sweeps the same disk, or the next start does
            }
    }

    /// <summary>The folder of one order.</summary>
    public string OrderOf(TalkId talk, DeckId deck) => data.At(Folder, talk.ToString(), Orders, deck.ToString());

    /// <summary>The folders of a talk's orders, the oldest first.</summary>
    public IReadOnlyList<string> OrdersOf(TalkId talk) => FoldersIn(data.At(Folder, talk.ToString(), Orders));

    /// <summary>The folders of all orders.</summary>
    public IReadOnlyList<string> AllOrders() => [.. FoldersIn(data.At(Folder)).SelectMany(talk => FoldersIn(Path.Combine(talk, Orders)))];

    /// <summary>Puts drawn pictures in their place.</summary>
    public void Publish(TalkId talk, string folder, IEnumerable<Slide> slides)
    {
        foreach (var name in NamesOf(slides).Where(name => File.Exists(Path.Combine(folder, name))))
            File.Move(Path.Combine(folder, name), PathOf(talk, name), overwrite: true);
    }

    /// <summary>Deletes the pictures of slides that are gone, but for those that are needed still.</summary>
    /// <param name="talk">Whose.</param>
    /// <param name="gone">The slides.</param>
    /// <param name="shelf">What is left.</param>
    public void Delete(TalkId talk, IEnumerable<Slide> gone, SlideShelf shelf)
    {
        var needed = shelf.ShownFiles.Union(NamesOf(shelf.All.Select(shelved => shelved.Slide)));
        foreach (var name in NamesOf(gone).Where(name => !needed.Contains(name)))
            File.Delete(PathOf(talk, name));
    }

    private static IEnumerable<string> NamesOf(IEnumerable<Slide> slides) =>
        slides.SelectMany(slide => (IEnumerable<string>)[slide.Small.File, slide.Large.File]);

    private static string[] FoldersIn(string folder)
    {
        try
        {
            return [.. Directory.GetDirectories(folder).Order(StringComparer.Ordinal)];
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
    }
}
