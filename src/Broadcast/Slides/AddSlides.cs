using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Slides;

/// <summary>Puts slides on the shelf once their pictures are drawn; from then on they can be shown.</summary>
internal sealed record AddSlides(DeckId Deck, string Name, IReadOnlyList<Slide> Slides) : StudioCommand
{
    public override bool BeforeDoors => true;

    public override Decision Decide(TalkState talk, Actor actor, DateTimeOffset now)
    {
        if (talk.Over is { } over)
            return over;
        if (talk.Slides.Has(Deck))
            return Decision.AlreadySo;
        return talk.Slides.Decks.Count >= SlideLimits.Decks || talk.Slides.Count + Slides.Count > SlideLimits.Slides
            ? SlideFaults.TooMany
            : new SlidesAdded(Deck, Name, Slides);
    }
}

/// <summary>Slides can be shown.</summary>
internal sealed record SlidesAdded(DeckId Deck, string Name, IReadOnlyList<Slide> Slides) : TalkEvent
{
    public override RoomChange Change => RoomChange.OfPlan;

    public override TalkState Apply(TalkState talk, Stamp stamp) => talk with
    {
        Slides = talk.Slides with { Decks = talk.Slides.Decks.Add(new Deck(Deck, Name, Slides)) },
    };
}

/// <summary>Takes slides from the shelf. What was shown stays in the replay.</summary>
internal sealed record RemoveSlides(DeckId Deck) : StudioCommand
{
    public override bool BeforeDoors => true;

    public override Decision Decide(TalkState talk, Actor actor, DateTimeOffset now)
    {
        if (!talk.Slides.Has(Deck))
            return Decision.AlreadySo;
        return talk.Slides.Current?.Deck == Deck && talk.Over is null ? SlideFaults.OnStage : new SlidesRemoved(Deck);
    }
}

/// <summary>Slides cannot be shown any more.</summary>
internal sealed record SlidesRemoved(DeckId Deck) : TalkEvent
{
    public override RoomChange Change => RoomChange.OfPlan;

    public override TalkState Apply(TalkState talk, Stamp stamp) => talk with
    {
        Slides = talk.Slides with { Decks = talk.Slides.Decks.RemoveAll(deck => deck.Id == Deck) },
    };
}
