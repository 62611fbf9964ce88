using TalksPlatform.Broadcast.Handouts;
using TalksPlatform.Broadcast.Slides;
using TalksPlatform.Broadcast.Stage;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Reading;

/// <summary>What is shown besides the sound, as people may see it.</summary>
internal static class StageViewer
{
    /// <summary>What everybody sees.</summary>
    public static StageView Stage(TalkState talk) => new(
        talk.Slides.Current is { } slide ? Slide(talk.Id, slide) : null,
        Cue(talk.Plan.Current),
        Cue(talk.Plan.Next),
        [.. talk.Plan.People.Select(Person)],
        talk.Plan.Named is { } named ? Person(named) : null,
        talk.Plan.Break,
        Handouts(talk),
        talk.Plan.Current is null ? null : talk.Plan.Since);

    /// <summary>What the studio has prepared.</summary>
    public static PlanView Plan(TalkState talk) => new(
        [.. talk.Slides.All.Select(slide => Slide(talk.Id, slide))],
        [.. talk.Plan.Cues.Select(cue => new CueView(cue.Id, cue.Title, cue.Minute, cue.Notes))]);

    public static SlideView Slide(TalkId talk, ShelvedSlide shelved) => new(
        shelved.Slide.Id,
        shelved.Deck,
        shelved.Number,
        shelved.Slide.Text,
        Picture(talk, shelved.Slide.Small),
        Picture(talk, shelved.Slide.Large));

    public static IReadOnlyList<HandoutView> Handouts(TalkState talk) =>
        [.. talk.Handouts.Select(handout => Handout(talk.Id, handout))];

    public static HandoutView Handout(TalkId talk, Handout handout) => new(
        handout.Id, handout.Title, handout.Type, handout.Bytes, handout.Language, $"/handouts/{talk}/{handout.Id}.{handout.Type}");

    public static DeckView Deck(SlideOrder order) => new(
        order.Deck, order.Name, order.Fault is null ? DeckState.Drawing : DeckState.Failed, order.Done, order.Pages, order.Fault, order.Reason);

    public static DeckView Deck(Deck deck) => new(deck.Id, deck.Name, DeckState.Ready, deck.Slides.Count, deck.Slides.Count);

    private static PictureView Picture(TalkId talk, SlidePicture picture) =>
        new($"/slides/{talk}/{picture.File}", picture.Width, picture.Height, picture.Bytes);

    private static CueView? Cue(Cue? cue) => cue is null ? null : new CueView(cue.Id, cue.Title, cue.Minute, Notes: null);

    private static PersonView Person(StagePerson person) => new(person.Name, person.About);
}
