namespace TalksPlatform.Contracts;

/// <summary>What a room shows besides the sound.</summary>
/// <param name="Slide">The slide that is shown now, or null.</param>
/// <param name="Cue">The part of the rundown that runs, or null.</param>
/// <param name="NextCue">The part after it, or null.</param>
/// <param name="People">Who speaks in this talk, with what is said of them; whether they are heard is in the room's onAir.</param>
/// <param name="Named">Whose name the screen shows at this moment, or null.</param>
/// <param name="Break">The sentence of a break ("We are back in a minute"), or null. The sound goes on.</param>
/// <param name="Handouts">Files to take home.</param>
/// <param name="CueSince">When the part that runs began, or null.</param>
public sealed record StageView(
    SlideView? Slide,
    CueView? Cue,
    CueView? NextCue,
    IReadOnlyList<PersonView> People,
    PersonView? Named,
    string? Break,
    IReadOnlyList<HandoutView> Handouts,
    DateTimeOffset? CueSince = null);

/// <summary>What the studio has prepared; nobody else sees it.</summary>
/// <param name="Slides">All slides in their order.</param>
/// <param name="Cues">The rundown.</param>
public sealed record PlanView(IReadOnlyList<SlideView> Slides, IReadOnlyList<CueView> Cues);

/// <summary>A slide, as pictures of two widths.</summary>
/// <param name="Id">The slide.</param>
/// <param name="Deck">What it was uploaded with.</param>
/// <param name="Number">Its place in its deck, from 1.</param>
/// <param name="Text">The words on it, for those who do not see it; null when none are known.</param>
/// <param name="Small">At most 480 pixels wide.</param>
/// <param name="Large">At most 960 pixels wide.</param>
public sealed record SlideView(SlideId Id, DeckId Deck, int Number, string? Text, PictureView Small, PictureView Large);

/// <summary>A picture of ours: WebP of at most 40 KB.</summary>
/// <param name="Url">Path from the site's root; what is behind it never changes.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Bytes">Its size.</param>
public sealed record PictureView(string Url, int Width, int Height, int Bytes);

/// <summary>A part of the rundown.</summary>
/// <param name="Id">The cue.</param>
/// <param name="Title">Plain text, at most 120 user-perceived characters.</param>
/// <param name="Minute">When it is planned, in minutes after the talk's start; null when no time is.</param>
/// <param name="Notes">For the studio alone; else null.</param>
public sealed record CueView(CueId Id, string Title, int? Minute, string? Notes);

/// <summary>Somebody who speaks.</summary>
/// <param name="Name">As it is announced.</param>
/// <param name="About">Role or organisation, or null.</param>
public sealed record PersonView(string Name, string? About);

/// <summary>A file to take home.</summary>
/// <param name="Id">The handout.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Type">Its kind in short, as its ending: pdf, docx, png ...</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Language">BCP 47 tag, or null.</param>
/// <param name="Url">Path from the site's root.</param>
public sealed record HandoutView(HandoutId Id, string Title, string Type, long Bytes, string? Language, string Url);

/// <summary>A change of slides, by the wall clock.</summary>
/// <param name="At">When.</param>
/// <param name="Slide">What was shown from then on; null for no slide.</param>
public sealed record SlideShowing(DateTimeOffset At, SlideView? Slide);

/// <summary>How far an upload of slides is.</summary>
/// <param name="Id">The deck.</param>
/// <param name="Name">What it is called.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Done">Slides that are drawn.</param>
/// <param name="Pages">Slides in all; 0 while that is not known.</param>
/// <param name="Fault">The code of the fault, when it failed.</param>
/// <param name="Reason">The fault in words.</param>
public sealed record DeckView(DeckId Id, string Name, DeckState State, int Done, int Pages, string? Fault = null, string? Reason = null);

/// <summary>An upload's way.</summary>
public enum DeckState
{
    /// <summary>It waits, or its pages are drawn.</summary>
    Drawing,

    /// <summary>Its slides can be shown.</summary>
    Ready,

    /// <summary>It cannot be drawn.</summary>
    Failed,
}

/// <summary>All that is prepared for a talk, as its studio sees it.</summary>
/// <param name="Stage">What everybody sees.</param>
/// <param name="Plan">What the studio has.</param>
/// <param name="Decks">Uploads of slides, also those that are not ready.</param>
/// <param name="CueLines">The rundown as a producer writes it, a line a part.</param>
/// <param name="PeopleLines">The speakers as a producer writes them, a line a name.</param>
/// <param name="Polls">All polls, drafts too, in the order in which they were made.</param>
public sealed record PreparedTalk(
    StageView Stage, PlanView Plan, IReadOnlyList<DeckView> Decks, string CueLines, string PeopleLines, IReadOnlyList<PollView> Polls);

/// <summary>What is shown besides the sound, for reading: before, during and after a talk.</summary>
public interface IStageReader
{
    /// <summary>The talk's handouts, in the order in which they were added.</summary>
    Task<IReadOnlyList<HandoutView>> HandoutsAsync(TalkId talk, CancellationToken ct);

    /// <summary>What is prepared, or null when nobody told of the talk yet.</summary>
    Task<PreparedTalk?> PreparedAsync(TalkId talk, CancellationToken ct);
}
