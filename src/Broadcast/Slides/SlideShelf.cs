using System.Collections.Immutable;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Slides;

/// <summary>The slides of a talk: those that can be shown, the one that is, and all that were.</summary>
/// <param name="Decks">In the order in which they were added.</param>
/// <param name="Current">The slide that is shown, or null.</param>
/// <param name="Showings">Each change, by the wall clock.</param>
/// <param name="ShownFiles">The pictures that the audience may fetch: those of slides that were shown.</param>
internal sealed record SlideShelf(
    ImmutableList<Deck> Decks, ShelvedSlide? Current, ImmutableList<Showing> Showings, ImmutableHashSet<string> ShownFiles)
{
    public static readonly SlideShelf Empty = new([], null, [], ImmutableHashSet.Create<string>(StringComparer.Ordinal));

    /// <summary>Slides that can be shown.</summary>
    public int Count => Decks.Sum(deck => deck.Slides.Count);

    /// <summary>All that can be shown, in their order.</summary>
    public IEnumerable<ShelvedSlide> All => Decks.SelectMany(deck => deck.Slides.Select((slide, index) => new ShelvedSlide(deck.Id, index + 1, slide)));

    public ShelvedSlide? Find(SlideId id) => All.FirstOrDefault(shelved => shelved.Slide.Id == id);

    public bool Has(DeckId deck) => Decks.Exists(known => known.Id == deck);

    /// <summary>Whether a slide has this picture.</summary>
    public bool Has(string file) => All.Any(shelved => shelved.Slide.Small.File == file || shelved.Slide.Large.File == file);

    /// <summary>The shelf once this slide is shown, or none.</summary>
    public SlideShelf Show(ShelvedSlide? slide, DateTimeOffset at) => this with
    {
        Current = slide,
        Showings = Showings.Add(new Showing(at, slide)),
        ShownFiles = slide is null ? ShownFiles : ShownFiles.Add(slide.Slide.Small.File).Add(slide.Slide.Large.File),
    };
}

/// <summary>Slides that were uploaded together.</summary>
internal sealed record Deck(DeckId Id, string Name, IReadOnlyList<Slide> Slides);

/// <summary>One slide.</summary>
/// <param name="Id">The slide.</param>
/// <param name="Text">The words on it, cleaned, or null.</param>
/// <param name="Small">The picture for phones.</param>
/// <param name="Large">The picture for wide screens.</param>
internal sealed record Slide(SlideId Id, string? Text, SlidePicture Small, SlidePicture Large);

/// <summary>One picture of a slide.</summary>
/// <param name="File">Its name: SHA-256 of its bytes in hex, with .webp.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Bytes">Its size.</param>
internal sealed record SlidePicture(string File, int Width, int Height, int Bytes);

/// <summary>A slide in its place.</summary>
internal sealed record ShelvedSlide(DeckId Deck, int Number, Slide Slide);

/// <summary>A change of slides.</summary>
internal sealed record Showing(DateTimeOffset At, ShelvedSlide? Slide);
