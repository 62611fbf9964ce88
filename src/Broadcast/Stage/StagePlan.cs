using System.Collections.Immutable;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Stage;

/// <summary>What was prepared for the stage, and how far it is.</summary>
/// <param name="Cues">The rundown.</param>
/// <param name="People">Who speaks, as their names are shown.</param>
/// <param name="Running">The cue that runs, or null before the first.</param>
/// <param name="Named">Whose name the screen shows, or null.</param>
/// <param name="Break">The sentence of a break, or null.</param>
internal sealed record StagePlan(
    ImmutableList<Cue> Cues, ImmutableList<StagePerson> People, CueId? Running, StagePerson? Named, string? Break)
{
    public static readonly StagePlan Empty = new([], [], null, null, null);

    /// <summary>When the running cue began, or null.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>The running cue's place; -1 before the first, and when it was taken out of the rundown.</summary>
    public int Place => Cues.FindIndex(cue => cue.Id == Running);

    /// <summary>The cue that runs, or null.</summary>
    public Cue? Current => Place is >= 0 and var place ? Cues[place] : null;

    /// <summary>The cue after it, or null at the end.</summary>
    public Cue? Next => Place + 1 < Cues.Count ? Cues[Place + 1] : null;
}

/// <summary>A part of the rundown.</summary>
/// <param name="Id">The cue; it stays when the rundown is written anew with the same title.</param>
/// <param name="Title">Plain text.</param>
/// <param name="Minute">Minutes after the talk's start, or null.</param>
/// <param name="Notes">For the studio, or null.</param>
internal sealed record Cue(CueId Id, string Title, int? Minute = null, string? Notes = null);

/// <summary>Somebody who speaks.</summary>
internal sealed record StagePerson(string Name, string? About = null);
